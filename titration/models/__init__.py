"""Everything recorded of the therapy, and where a patient stands."""

from titration.models.dose_step import (
    AMOUNT_DECIMALS,
    AMOUNT_DIGITS,
    MOST_AMOUNTS_A_DAY,
    DoseStep,
    Phase,
    Reason,
    edition_of,
)
from titration.models.histories import KINDS_READ, histories_of, history_of, rows_of
from titration.models.history import history_from
from titration.models.kinds import KINDS
from titration.models.rating import (
    CGI,
    LIMIT_SCORE,
    SCORE_DECIMALS,
    Direction,
    Measure,
    Range,
    Rating,
    Score,
    better_end,
    range_of,
)
from titration.models.review import Review
from titration.models.side_effect import (
    ActionTaken,
    Reporter,
    Severity,
    SideEffect,
    SideEffectCheck,
)
from titration.models.standing import SORTS, Standing, StandingQuerySet, count_in, order_of
from titration.models.treatment import LIMIT_MCG, MCG_DECIMALS, Treatment, TreatmentKind

__all__ = [
    "AMOUNT_DECIMALS",
    "AMOUNT_DIGITS",
    "CGI",
    "KINDS",
    "KINDS_READ",
    "LIMIT_MCG",
    "LIMIT_SCORE",
    "MCG_DECIMALS",
    "MOST_AMOUNTS_A_DAY",
    "SCORE_DECIMALS",
    "SORTS",
    "ActionTaken",
    "Direction",
    "DoseStep",
    "Measure",
    "Phase",
    "Range",
    "Rating",
    "Reason",
    "Reporter",
    "Review",
    "Score",
    "Severity",
    "SideEffect",
    "SideEffectCheck",
    "Standing",
    "StandingQuerySet",
    "Treatment",
    "TreatmentKind",
    "better_end",
    "count_in",
    "edition_of",
    "histories_of",
    "history_from",
    "history_of",
    "order_of",
    "range_of",
    "rows_of",
]
