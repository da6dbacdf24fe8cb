"""Drafts plans, replaces them by new versions, and records what was taken of them."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.actions.care import refuse_after_care
from patients.actions.conflicts import ChangedMeanwhile, retried
from patients.days import day_text
from patients.models import Account, Patient
from titration.reading.plans import waiting
from titration.reading.recorded import Recorded, live, read
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.models import DoseStep, Phase
from titration.record.entering import enter, enter_all, refuse_days_that_cannot_be
from titration.record.intakes import actions as intakes
from titration.record.intakes.models import Intake
from titration.record.plans.filling import MOST_ROWS, PlanRow
from titration.record.plans.models import PlannedStep
from titration.standing.derivation import rebuild_standing

FURTHEST_AHEAD = timedelta(days=2 * 366)


@retried
def draft(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    seen: str,
    rows: Sequence[PlanRow],
    phase: str,
    reason: str = "",
) -> Sequence[PlannedStep]:
    """Record a plan as its next version, in place of every planned step without an answer.

    ``seen`` is ``edition`` of what was read as the form was opened. The same form sent again
    returns what it saved. Raises ``PermissionDenied``, ``ValidationError`` by field,
    ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    access.require(by, patient.clinic_id, Right.DRAFT_PLAN, [patient.pk])
    refuse_rows(rows)
    planned = [
        PlannedStep(
            patient=patient,
            recorded_by=by,
            form_token=form_token,
            starts_on=row.starts_on,
            doses_mg=list(row.doses_mg),
            times_of_day=list(row.times_of_day),
            phase=phase if row.doses_mg else Phase.STOPPED,
            reason=reason,
        )
        for row in rows
    ]
    return enter_all(
        planned,
        right=Right.DRAFT_PLAN,
        action="draft-plan",
        check=check,
        at_most=MOST_ROWS,
        prepare=partial(replace_version, seen=seen),
    )


def refuse_rows(rows: Sequence[PlanRow]) -> None:
    """Raise ``ValidationError`` for rows that are none, too many, out of order or repeated."""
    if not rows:
        raise ValidationError("Enter at least one step: its date and its amounts.")
    if len(rows) > MOST_ROWS:
        raise ValidationError(f"A plan has at most {MOST_ROWS} steps; these are {len(rows)}.")
    for before, after in pairwise(rows):
        if after.starts_on <= before.starts_on:
            said = f"{day_text(after.starts_on)} comes after {day_text(before.starts_on)}"
            raise ValidationError(f"The steps are in order of their dates, and here {said}.")
        if after.regimen == before.regimen:
            day = day_text(after.starts_on)
            raise ValidationError(f"The step from {day} is the same as the one before it.")


def edition(recorded: Recorded) -> str:
    """Return a text that changes with the plan and with the dose steps."""
    rows = [row.id for row in live(recorded.planned_steps)]
    return f"{recorded.edition}-{max(rows, default=0)}.{len(rows)}"


def replace_version(
    sent: Sequence[PlannedStep], saved: Sequence[PlannedStep], *, seen: str
) -> None:
    """Give the rows their version, and supersede those of the version before.

    Raises ``ChangedMeanwhile`` if the plan or the dose steps are not those of ``seen``.
    """
    if saved:
        return
    patient, by = sent[0].patient, sent[0].recorded_by
    last = PlannedStep.objects.of(patient).order_by("version").last()
    for row in sent:
        row.version = last.version + 1 if last else 1
    supersede_unanswered(patient, by=by, seen=seen)


def supersede_unanswered(patient: Patient, *, by: Account, seen: str) -> None:
    """Supersede every planned step without an answer, those ahead and those that wait.

    Raises ``ChangedMeanwhile`` if the plan or the dose steps are not those of ``seen``.
    """
    recorded = read(patient)
    if edition(recorded) != seen:
        raise ChangedMeanwhile(
            "The plan or the dose steps changed while this form was open."
            " Nothing was saved; what you typed is still here."
        )
    for row in PlannedStep.objects.filter(pk__in=unanswered(recorded, patient.clinic.today())):
        row.patient = patient
        entries.supersede(row, by=by)


def unanswered(recorded: Recorded, today: date) -> list[int]:
    """Return the ids of the planned steps that lie ahead or wait for an answer."""
    ahead = [row.id for row in live(recorded.planned_steps) if row.starts_on > today]
    return [*(row.id for row in waiting(recorded, today)), *ahead]


def check(row: PlannedStep) -> None:
    """Raise ``ValidationError`` for a row that has no place after what is recorded."""
    entries.refuse_dates_before_birth(row.patient, starts_on=row.starts_on)
    if row.starts_on > row.patient.clinic.today() + FURTHEST_AHEAD:
        raise ValidationError(f"{day_text(row.starts_on)} is more than two years ahead.")
    if not_after := last_step_from(row.patient, row.starts_on):
        raise ValidationError(not_after)


def last_step_from(patient: Patient, day: date) -> str:
    """Say which dose step is the last, if a day does not come after it; else an empty text."""
    last = DoseStep.objects.of(patient).live().order_by("starts_on").last()
    if last is None or day > last.starts_on:
        return ""
    return f"{day_text(day)} does not come after the last dose step: {last}."


@retried
def withdraw(*, patient: Patient, by: Account, seen: str) -> None:
    """Supersede every planned step without an answer, and plan nothing in their place.

    Raises ``PermissionDenied`` or ``ChangedMeanwhile``; then nothing is saved.
    """
    access.require(by, patient.clinic_id, Right.DRAFT_PLAN, [patient.pk])
    with transaction.atomic():
        patient = entries.lock(patient)
        refuse_after_care(patient, PlannedStep)
        supersede_unanswered(patient, by=by, seen=seen)
        rebuild_standing(patient)


@retried
def confirm(
    *,
    planned: PlannedStep,
    by: Account,
    form_token: uuid.UUID,
    seen: str,
    starts_on: date,
    note: str = "",
) -> DoseStep:
    """Record that a planned step was taken as planned, from ``starts_on`` on, as a dose step.

    ``seen`` is ``DoseStep.objects.edition(patient)`` as the form showed it. The same form sent
    again returns what it saved. Raises ``PermissionDenied``, ``ValidationError`` by field,
    ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    step = DoseStep(
        patient=planned.patient,
        recorded_by=by,
        form_token=form_token,
        starts_on=starts_on,
        doses_mg=planned.doses_mg,
        times_of_day=planned.times_of_day,
        phase=planned.phase,
        reason=planned.reason,
        note=note,
        planned=planned,
    )
    return enter(
        step,
        right=Right.ANSWER_PLAN,
        action="confirm-planned-step",
        check=check_confirmed,
        prepare=partial(dose_steps.refuse_unseen, seen=seen),
    )


def check_confirmed(step: DoseStep) -> None:
    """Raise ``ValidationError``, by field, for a step that fits no day, or was not planned."""
    refuse_answered(step.patient, step.planned_id)
    refuse_days_that_cannot_be(step.patient, starts_on=step.starts_on)
    if not_after := last_step_from(step.patient, step.starts_on):
        raise ValidationError({"starts_on": not_after})
    dose_steps.check(step)


@retried
def answer(
    *,
    planned: PlannedStep,
    by: Account,
    form_token: uuid.UUID,
    what: str,
    from_on: date,
    until_on: date | None = None,
    note: str = "",
) -> Intake:
    """Record what was taken in place of a planned step; the dose steps stay as they are.

    The same form sent again returns what it saved. Raises ``PermissionDenied``,
    ``ValidationError`` by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    access.require(by, planned.patient.clinic_id, Right.ANSWER_PLAN, [planned.patient_id])
    with transaction.atomic():
        patient = entries.lock(planned.patient)
        if not entries.saved_with([form_token], Intake):
            refuse_answered(patient, planned.pk)
        return intakes.record(
            patient=patient,
            by=by,
            form_token=form_token,
            what=what,
            from_on=from_on,
            until_on=until_on,
            note=note,
            planned_id=planned.pk,
        )


def refuse_answered(patient: Patient, planned_id: int | None) -> None:
    """Raise ``ChangedMeanwhile`` for a planned step that does not wait for an answer."""
    open_now = waiting(read(patient), patient.clinic.today())
    if planned_id not in {row.id for row in open_now}:
        raise ChangedMeanwhile("This planned step waits for no answer: see the dose steps.")
