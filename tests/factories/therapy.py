"""Record entries of the therapy: doses, side effects, ratings, treatments, reviews and more."""

from decimal import Decimal

from patients.days import day_of_iso
from patients.models import Account, Patient
from tests.factories.values import Day, amounts, day_told, on, on_or_none
from tests.factories.writing import written
from titration.record.contacts.models import Contact
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes.models import Intake
from titration.record.notes.models import Note
from titration.record.plans.models import PlannedStep
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment


def a_step(
    patient: Patient,
    doses: str,
    *,
    from_: Day,
    at: str = "",
    in_words: str = "",
    phase: str = "maintenance",
    reason: str = "",
    decided_by: str = "this clinic",
    note: str = "",
    already_taking: bool = False,
    taking_since: str | None = None,
    planned: PlannedStep | None = None,
    by: Account | None = None,
) -> DoseStep:
    """``a_step(patient, "5 5 10", from_="2026-01-05")``; with no doses and no words, a stop.

    ``at`` has the times of day of the amounts: ``a_step(…, "10 20", at="morning bedtime")``.
    """
    return written(
        DoseStep,
        patient,
        by,
        starts_on=on(from_),
        doses_mg=amounts(doses),
        times_of_day=at.split(),
        in_words=in_words,
        phase=phase if doses or in_words else "stopped",
        reason=reason,
        decided_by=decided_by,
        note=note,
        already_taking=already_taking,
        taking_since=taking_since and day_of_iso(taking_since),
        planned=planned,
    )


def a_planned_step(
    patient: Patient,
    doses: str,
    *,
    from_: Day,
    at: str = "",
    phase: str = "taper",
    reason: str = "",
    version: int = 1,
    by: Account | None = None,
) -> PlannedStep:
    """``a_planned_step(patient, "10x3", from_="2026-03-09")``; with no doses, a planned stop."""
    return written(
        PlannedStep,
        patient,
        by,
        version=version,
        starts_on=on(from_),
        doses_mg=amounts(doses),
        times_of_day=at.split(),
        phase=phase if doses else "stopped",
        reason=reason,
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
    """Record an effect from onset until it resolved, by default reported on the day it began.

    ``from_`` may be ``"2026-01"`` or ``"2026"``.
    """
    return written(
        SideEffect,
        patient,
        by,
        term=term,
        severity=severity,
        onset_on=day_told(from_),
        resolved_on=on_or_none(until),
        reported_on=on(reported_on or day_told(from_)),
        reported_by=reported_by,
        action_taken=action_taken,
        note=note,
    )


def an_effect_change(
    effect: SideEffect,
    became: str = "severe",
    *,
    on_: Day,
    reported_on: Day | None = None,
    reported_by: str = "patient",
    action_taken: str = "nothing",
    note: str = "",
    by: Account | None = None,
) -> SideEffectChange:
    """Record what an effect became, by default reported on the day it changed."""
    return written(
        SideEffectChange,
        effect.patient,
        by,
        effect=effect,
        became=became,
        changed_on=on(on_),
        reported_on=on(reported_on or on_),
        reported_by=reported_by,
        action_taken=action_taken,
        note=note,
    )


def an_acknowledgement(
    effect: SideEffect,
    comment: str = "Seen",
    *,
    of: SideEffectChange | None = None,
    by: Account | None = None,
) -> Acknowledgement:
    """Acknowledge an effect as it began, or ``of`` a change by which it became severe."""
    return written(
        Acknowledgement, effect.patient, by, effect=effect, worsening=of, comment=comment
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
        from_on=day_told(from_),
        until_on=on_or_none(until),
        mcg_per_day=None if mcg_per_day is None else Decimal(mcg_per_day),
        detail=detail,
    )


def a_treatment_change(
    treatment: Treatment,
    became: str = "changed",
    *,
    on_: Day,
    mcg_per_day: str | None = None,
    detail: str = "",
    by: Account | None = None,
) -> TreatmentChange:
    """``a_treatment_change(pump, on_="2026-02-01", mcg_per_day="350")``; or ``"ended"``."""
    return written(
        TreatmentChange,
        treatment.patient,
        by,
        treatment=treatment,
        became=became,
        changed_on=on(on_),
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
    planned: PlannedStep | None = None,
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
        planned=planned,
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


def a_contact(
    patient: Patient,
    outcome: str = "reached",
    *,
    on_: Day,
    call_again_on: Day | None = None,
    note: str = "",
    by: Account | None = None,
) -> Contact:
    """Record a contact that was tried, by default one that reached the patient."""
    return written(
        Contact,
        patient,
        by,
        contacted_on=on(on_),
        outcome=outcome,
        call_again_on=on_or_none(call_again_on),
        note=note,
    )


def a_note(
    patient: Patient, text: str = "Daughter interprets", *, by: Account | None = None
) -> Note:
    """Record a note to colleagues."""
    return written(Note, patient, by, text=text)
