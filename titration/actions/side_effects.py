"""Recording reported side effects, what became of them, and that none was reported."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.models import Account, Patient
from titration.actions import standings
from titration.models import SideEffect, SideEffectCheck


def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    term: str,
    severity: str,
    onset_on: date,
    resolved_on: date | None,
    reported_on: date,
    reported_by: str,
    action_taken: str,
    note: str = "",
    updates: SideEffect | None = None,
    corrects: SideEffect | None = None,
    error_reason: str = "",
) -> SideEffect:
    """Record a side effect as reported.

    With ``updates`` it is a later fact about the same effect, which it
    supersedes; with ``corrects`` it stands in place of an entry made in error.
    The same form sent again returns the effect it saved. Raises
    ``PermissionDenied``, ``ValidationError`` by field, or ``ChangedMeanwhile``;
    then nothing is saved.
    """
    access.require(by, patient.clinic_id, Right.RECORD_SIDE_EFFECT, [patient.pk])
    if corrects is not None:
        access.require_marking(by, corrects)
    with transaction.atomic():
        patient = entries.lock(patient)
        if saved := entries.saved_with(SideEffect, patient, form_token):
            return saved
        if updates is not None:
            entries.supersede(updates, by=by)
        if corrects is not None:
            entries.strike(corrects, by=by, reason=error_reason)
        effect = SideEffect(
            patient=patient,
            recorded_by=by,
            form_token=form_token,
            replaces=updates or corrects,
            term=term,
            severity=severity,
            onset_on=onset_on,
            resolved_on=resolved_on,
            reported_on=reported_on,
            reported_by=reported_by,
            action_taken=action_taken,
            note=note,
        )
        check(effect)
        entries.save(effect, action="record-side-effect")
        standings.rebuild(patient)
    return effect


def check(effect: SideEffect) -> None:
    """Raise ``ValidationError``, by field, for dates that cannot be."""
    dates = {name: getattr(effect, name) for name in SideEffect.CARE_DATES}
    entries.refuse_dates_before_birth(effect.patient, **dates)
    refuse_dates_ahead(effect.patient, **dates)
    if effect.resolved_on and effect.resolved_on < effect.onset_on:
        raise ValidationError({"resolved_on": "It resolved before its onset; one date is wrong."})
    if effect.reported_on < effect.onset_on:
        raise ValidationError({"reported_on": "It was reported before its onset; one is wrong."})


def record_none(
    *, patient: Patient, by: Account, form_token: uuid.UUID, asked_on: date
) -> SideEffectCheck:
    """Record that side effects were asked about on a day, and none was reported.

    Raises ``PermissionDenied``, or ``ValidationError`` by field.
    """
    access.require(by, patient.clinic_id, Right.RECORD_SIDE_EFFECT, [patient.pk])
    with transaction.atomic():
        patient = entries.lock(patient)
        if saved := entries.saved_with(SideEffectCheck, patient, form_token):
            return saved
        entries.refuse_dates_before_birth(patient, asked_on=asked_on)
        refuse_dates_ahead(patient, asked_on=asked_on)
        check = SideEffectCheck(
            patient=patient, recorded_by=by, form_token=form_token, asked_on=asked_on
        )
        return entries.save(check, action="record-side-effect-check")


def refuse_dates_ahead(patient: Patient, **dates: date | None) -> None:
    """Raise ``ValidationError``, by field, for a date that lies after today."""
    today = patient.clinic.today()
    ahead = [name for name, day in dates.items() if day and day > today]
    if ahead:
        sentence = f"This date lies ahead of today, {today:%d-%b-%Y}."
        raise ValidationError(dict.fromkeys(ahead, sentence))
