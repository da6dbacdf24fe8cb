"""Record entries of the therapy: doses, side effects, ratings, treatments, intakes, reviews."""

from decimal import Decimal

from patients.models import Account, Patient
from tests.factories.values import Day, amounts, on, on_or_none
from tests.factories.writing import written
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes.models import Intake
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments.models import Treatment


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
    """Record an effect from onset until it resolved, by default reported on the day it began."""
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
    """Record that a clinician asked on a day, and no side effect was reported."""
    return written(SideEffectCheck, patient, by, asked_on=on(asked_on))


def a_rating(
    patient: Patient,
    value: str,
    measure: str = "spasm",
    *,
    on_: Day,
    rater: str = "patient",
    low: str | None = None,
    high: str | None = None,
    better: str = "",
    by: Account | None = None,
) -> Rating:
    """``a_rating(patient, "6", on_="2026-02-01")``; a named total has its range and better end."""
    return written(
        Rating,
        patient,
        by,
        measure=measure,
        value=Decimal(value),
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        better=better,
        rated_on=on(on_),
        rater=rater,
    )


def a_treatment(
    patient: Patient,
    kind: str = "physical therapy",
    *,
    from_: Day,
    until: Day | None = None,
    mcg_per_day: str | None = None,
    detail: str = "",
    by: Account | None = None,
) -> Treatment:
    """Record another treatment, by default one that still runs."""
    return written(
        Treatment,
        patient,
        by,
        kind=kind,
        from_on=on(from_),
        until_on=on_or_none(until),
        mcg_per_day=None if mcg_per_day is None else Decimal(mcg_per_day),
        detail=detail,
    )


def an_intake(
    patient: Patient,
    what: str = "missed",
    *,
    from_: Day,
    until: Day | None = None,
    note: str = "",
    by: Account | None = None,
) -> Intake:
    """Record that something was not taken as recorded, by default on one day."""
    return written(
        Intake,
        patient,
        by,
        what=what,
        from_on=on(from_),
        until_on=on_or_none(until),
        note=note,
    )


def a_review(
    patient: Patient,
    *,
    on_: Day,
    next_on: Day | None = None,
    note: str = "",
    by: Account | None = None,
) -> Review:
    """Record a review, by default with no date set for the next one."""
    return written(Review, patient, by, reviewed_on=on(on_), next_on=on_or_none(next_on), note=note)
