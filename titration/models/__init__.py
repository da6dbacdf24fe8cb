"""Dose steps, side effects, and where a patient stands."""

from titration.models.dose_step import (
    AMOUNT_DECIMALS,
    AMOUNT_DIGITS,
    MOST_AMOUNTS_A_DAY,
    DoseStep,
    Phase,
    Reason,
)
from titration.models.history import history_from, history_of
from titration.models.kinds import KINDS
from titration.models.side_effect import (
    ActionTaken,
    Reporter,
    Severity,
    SideEffect,
    SideEffectCheck,
)
from titration.models.standing import SORTS, Standing, StandingQuerySet, order_of

__all__ = [
    "AMOUNT_DECIMALS",
    "AMOUNT_DIGITS",
    "KINDS",
    "MOST_AMOUNTS_A_DAY",
    "SORTS",
    "ActionTaken",
    "DoseStep",
    "Phase",
    "Reason",
    "Reporter",
    "Severity",
    "SideEffect",
    "SideEffectCheck",
    "Standing",
    "StandingQuerySet",
    "history_from",
    "history_of",
    "order_of",
]
