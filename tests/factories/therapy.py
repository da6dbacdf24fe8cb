"""Dose steps, side effects, and days on which none was reported."""

from patients.models import Account, Patient
from tests.factories.values import Day, amounts, on, on_or_none
from tests.factories.writing import written
from titration.models import DoseStep, SideEffect, SideEffectCheck


def a_step(
    patient: Patient,
    doses: str,
    *,
    from_: Day,
    phase: str = "maintenance",
    reason: str = "",
    note: str = "",
    already_taking: bool = False,
    by: Account | None = None,
) -> DoseStep:
    """``a_step(patient, "5 5 10", from_="2026-01-05")``; with no doses, a stop."""
    return written(
        DoseStep,
        patient,
        by,
        starts_on=on(from_),
        doses_mg=amounts(doses),
        phase=phase if doses else "stopped",
        reason=reason,
        note=note,
        already_taking=already_taking,
    )


def a_side_effect(
    patient: Patient,
    term: str = "drowsiness",
    severity: str = "mild",
    *,
    from_: Day,
    until: Day | None = None,
    reported_on: Day | None = None,
    reported_by: str = "patient",
    action_taken: str = "nothing",
    note: str = "",
    by: Account | None = None,
) -> SideEffect:
    """An effect from its onset until it resolved, reported on the day it began."""
    return written(
        SideEffect,
        patient,
        by,
        term=term,
        severity=severity,
        onset_on=on(from_),
        resolved_on=on_or_none(until),
        reported_on=on(reported_on or from_),
        reported_by=reported_by,
        action_taken=action_taken,
        note=note,
    )


def a_check(patient: Patient, *, asked_on: Day, by: Account | None = None) -> SideEffectCheck:
    """A day on which somebody asked, and none was reported."""
    return written(SideEffectCheck, patient, by, asked_on=on(asked_on))
