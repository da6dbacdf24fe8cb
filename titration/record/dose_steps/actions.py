"""Records and corrects dose steps."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db.models.functions import Greatest

from patients.access import Right
from patients.actions import entries
from patients.actions.conflicts import ChangedMeanwhile, retried
from patients.days import Day, first_of, last_of
from patients.models import Account, Patient
from titration.record.dose_steps.models import MOST_AMOUNTS_A_DAY, DecidedBy, DoseStep, Phase
from titration.record.entering import enter
from titration.rules import AMOUNT_DECIMALS

FURTHEST_AHEAD = timedelta(days=366)


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    seen: str,
    starts_on: date,
    doses_mg: Sequence[Decimal],
    phase: str,
    times_of_day: Sequence[str] = (),
    in_words: str = "",
    reason: str = "",
    decided_by: str = DecidedBy.THIS_CLINIC,
    note: str = "",
    already_taking: bool = False,
    taking_since: Day | None = None,
    corrects: DoseStep | None = None,
    error_reason: str = "",
) -> DoseStep:
    """Record a regimen taken from a date on; with ``corrects``, in place of an earlier entry.

    ``doses_mg`` are the amounts of one day in order, in mg; empty when stopped, or when the
    regimen is told ``in_words``. ``times_of_day`` has the time of each amount, or is empty.
    ``seen`` is ``DoseStep.objects.edition(patient)`` as the form showed it. The
    same form sent again returns the step it saved. Raises ``PermissionDenied``,
    ``ValidationError`` by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then
    nothing is saved.
    """
    step = DoseStep(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        starts_on=starts_on,
        doses_mg=list(doses_mg),
        times_of_day=list(times_of_day),
        in_words=in_words,
        phase=phase,
        reason=reason,
        decided_by=decided_by,
        note=note,
        already_taking=already_taking,
        taking_since=taking_since,
    )
    return enter(
        step,
        right=Right.RECORD_DOSE_STEP,
        action="record-dose-step",
        check=check,
        prepare=partial(refuse_unseen, seen=seen),
        corrects=corrects,
        error_reason=error_reason,
    )


def refuse_unseen(sent: Sequence[DoseStep], saved: Sequence[DoseStep], *, seen: str) -> None:
    """Raise ``ChangedMeanwhile`` if the patient's dose steps are not the ones the form showed.

    A form sent again after it was saved passes: it changed the dose steps itself.
    """
    patient = sent[0].patient
    if not saved and DoseStep.objects.edition(patient) != seen:
        raise ChangedMeanwhile(
            f"The dose steps changed while this form was open.{latest_change(patient)}"
            " Nothing was saved; what you typed is still here."
        )


def latest_change(patient: Patient) -> str:
    """Say which step was last recorded or marked, and by whom; empty if none is recorded."""
    steps = DoseStep.objects.of(patient).select_related("recorded_by", "marked_by")
    latest = steps.order_by(Greatest("recorded_at", "marked_at"), "pk").last()
    if latest is None:
        return ""
    if latest.is_live:
        return f" Last recorded: {latest}, by {latest.recorded_by}."
    return f" Entered in error: {latest}, marked by {latest.marked_by}."


def check(step: DoseStep) -> None:
    """Raise ``ValidationError``, by field, for a step that does not fit among those that count."""
    refuse_amounts(step)
    refuse_days(step)
    before, after = neighbours(step, list(DoseStep.objects.of(step.patient).live()))
    if before and before.starts_on == step.starts_on:
        raise ValidationError({"starts_on": f"Already recorded for this date: {before}."})
    if step.already_taking and before:
        sentence = f"This is for the first step only; recorded before it: {before}."
        raise ValidationError({"already_taking": sentence})
    if after and after.already_taking:
        sentence = f"The first step is the one that was taken already: {after}. None comes before."
        raise ValidationError({"starts_on": sentence})
    if step.phase == Phase.STOPPED and not before:
        raise ValidationError({"phase": "No dose is recorded before this date, so none stops."})
    if before and is_unchanged(before, step):
        raise ValidationError({"doses_mg": f"This is the same as the dose before it: {before}."})
    if after and is_unchanged(step, after):
        raise ValidationError({"doses_mg": f"This is the same as the dose after it: {after}."})


def refuse_days(step: DoseStep) -> None:
    """Raise ``ValidationError``, by field, for days that are not possible."""
    since = step.taking_since
    last_possible = last_of(since) if since else None
    entries.refuse_dates_before_birth(
        step.patient, starts_on=step.starts_on, taking_since=last_possible
    )
    if step.starts_on > step.patient.clinic.today() + FURTHEST_AHEAD:
        raise ValidationError({"starts_on": "This date is more than a year ahead."})
    if since and not step.already_taking:
        sentence = "This goes with a dose that was taken already when first recorded here."
        raise ValidationError({"taking_since": sentence})
    if since and first_of(since) > step.starts_on:
        sentence = f"This is after the first recorded day, {step.starts_on:%d-%b-%Y}."
        raise ValidationError({"taking_since": sentence})


def neighbours(
    step: DoseStep, others: Sequence[DoseStep]
) -> tuple[DoseStep | None, DoseStep | None]:
    """Return the last of ``others`` to start by the step's own day, and the first after it."""
    before = [each for each in others if each.starts_on <= step.starts_on]
    after = [each for each in others if each.starts_on > step.starts_on]
    start = attrgetter("starts_on")
    return max(before, key=start, default=None), min(after, key=start, default=None)


def refuse_amounts(step: DoseStep) -> None:
    """Raise ``ValidationError``, by field, for a regimen that the table would refuse or round."""
    if len(step.doses_mg) > MOST_AMOUNTS_A_DAY:
        raise ValidationError({"doses_mg": f"A day has at most {MOST_AMOUNTS_A_DAY} amounts."})
    if not all(map(is_an_amount, step.doses_mg)):
        sentence = "An amount is more than 0 mg, less than 1,000 mg, with at most two decimals."
        raise ValidationError({"doses_mg": sentence})
    if step.doses_mg and step.in_words:
        raise ValidationError({"in_words": "A regimen is told by amounts or in words, not both."})
    if bool(step.doses_mg or step.in_words) == (step.phase == Phase.STOPPED):
        sentence = "Stopped goes with no amounts and no words, and only with none."
        raise ValidationError({"phase": sentence})


def is_an_amount(mg: Decimal) -> bool:
    """True if the table keeps an amount as it is, in mg: neither refused nor rounded."""
    return mg.is_finite() and 0 < mg < 1000 and mg == round(mg, AMOUNT_DECIMALS)


def is_unchanged(step: DoseStep, following: DoseStep) -> bool:
    """True if ``following`` has the regimen, its times of day and the phase of ``step``."""
    return told(step) == told(following)


def told(step: DoseStep) -> tuple[object, ...]:
    """Return what two steps in a row may not both say."""
    return list(step.doses_mg), list(step.times_of_day), step.in_words, step.phase
