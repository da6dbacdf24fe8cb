"""Records side effects, and that none was reported."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError

from patients.access import Right
from patients.actions.conflicts import retried
from patients.days import Day, first_of
from patients.models import Account, Patient
from titration.record.entering import enter, refuse_days_that_cannot_be
from titration.record.side_effects.changes.actions import carry_over
from titration.record.side_effects.models import SideEffect, SideEffectCheck


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    term: str,
    severity: str,
    onset_on: Day,
    resolved_on: date | None,
    reported_on: date,
    reported_by: str,
    action_taken: str,
    note: str = "",
    corrects: SideEffect | None = None,
    error_reason: str = "",
) -> SideEffect:
    """Record a side effect as reported.

    With ``corrects`` it stands in place of an entry made in error, whose changes are
    recorded anew with it. The same form sent again returns the effect it saved. Raises
    ``PermissionDenied``, ``ValidationError`` by field, ``ChangedMeanwhile`` or
    ``AlreadySaved``; then nothing is saved.
    """
    effect = SideEffect(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        term=term,
        severity=severity,
        onset_on=onset_on,
        resolved_on=resolved_on,
        reported_on=reported_on,
        reported_by=reported_by,
        action_taken=action_taken,
        note=note,
    )
    return enter(
        effect,
        right=Right.RECORD_SIDE_EFFECT,
        action="record-side-effect",
        check=check,
        carry_over=carry_over,
        corrects=corrects,
        error_reason=error_reason,
    )


def check(effect: SideEffect) -> None:
    """Raise ``ValidationError``, by field, for dates that are not possible."""
    dates = {name: getattr(effect, name) for name in SideEffect.CARE_DATES}
    refuse_days_that_cannot_be(effect.patient, **dates)
    if effect.resolved_on and effect.resolved_on < first_of(effect.onset_on):
        raise ValidationError({"resolved_on": "It resolved before its onset; one date is wrong."})
    if effect.reported_on < first_of(effect.onset_on):
        raise ValidationError({"reported_on": "It was reported before its onset; one is wrong."})


@retried
def record_none(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    asked_on: date,
    corrects: SideEffectCheck | None = None,
    error_reason: str = "",
) -> SideEffectCheck:
    """Record that side effects were asked about on a day, and none was reported.

    The same form sent again returns what it saved. Raises ``PermissionDenied``,
    ``ValidationError`` by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then
    nothing is saved.
    """
    asked = SideEffectCheck(
        patient=patient, recorded_by=by, form_token=form_token, asked_on=asked_on
    )
    return enter(
        asked,
        right=Right.RECORD_SIDE_EFFECT,
        action="record-side-effect-check",
        check=check_day,
        corrects=corrects,
        error_reason=error_reason,
    )


def check_day(asked: SideEffectCheck) -> None:
    """Raise ``ValidationError`` for a day that is not possible."""
    refuse_days_that_cannot_be(asked.patient, asked_on=asked.asked_on)
