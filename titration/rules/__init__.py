"""The article as data, dose arithmetic and flags. Standard library only: no Django, no clock."""

from titration.rules.amounts import (
    TIMES_A_DAY,
    mg,
    number,
    regimen_text,
    sum_text,
    total_mg,
)
from titration.rules.dose_rules import AdultMaintenance
from titration.rules.effect_rules import COMMON, SERIOUS, listings
from titration.rules.evaluation import CODES, Code, flags
from titration.rules.flag import Flag, Level
from titration.rules.history import Answer, Effect, History, Phase, Severity, Step
from titration.rules.source import ARTICLE, Source, Statement
from titration.rules.timeline import Days, Held, Regimen, Timeline, day_after

__all__ = [
    "ARTICLE",
    "CODES",
    "COMMON",
    "SERIOUS",
    "TIMES_A_DAY",
    "AdultMaintenance",
    "Answer",
    "Code",
    "Days",
    "Effect",
    "Flag",
    "Held",
    "History",
    "Level",
    "Phase",
    "Regimen",
    "Severity",
    "Source",
    "Statement",
    "Step",
    "Timeline",
    "day_after",
    "flags",
    "listings",
    "mg",
    "number",
    "regimen_text",
    "sum_text",
    "total_mg",
]
