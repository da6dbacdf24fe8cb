"""How an entry of the therapy is recorded, whatever its kind: once, in place of another or not."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.models import Account, Entry, Patient
from titration.actions import standings

E = TypeVar("E", bound=Entry)


def enter(
    model: type[E],
    *,
    patient: Patient,
    by: Account,
    right: Right,
    form_token: uuid.UUID,
    check: Callable[[E], None],
    action: str,
    values: dict[str, Any],
    updates: E | None = None,
    corrects: E | None = None,
    error_reason: str = "",
) -> E:
    """Record an entry that ``check`` lets pass, and let the patient's standing follow.

    With ``updates`` it is a later fact about the same thing, which it
    supersedes; with ``corrects`` it stands in place of an entry made in error.
    The same form sent again returns the entry it saved. Raises
    ``PermissionDenied``, ``ChangedMeanwhile``, or whatever ``check`` does; then
    nothing is saved.
    """
    access.require(by, patient.clinic_id, right, [patient.pk])
    if corrects is not None:
        access.require_marking(by, corrects)
    with transaction.atomic():
        patient = entries.lock(patient)
        if saved := entries.saved_with(model, patient, form_token):
            return saved
        if updates is not None:
            entries.supersede(updates, by=by)
        if corrects is not None:
            entries.strike(corrects, by=by, reason=error_reason)
        entry = model(
            patient=patient,
            recorded_by=by,
            form_token=form_token,
            replaces=updates or corrects,
            **values,
        )
        check(entry)
        entries.save(entry, action=action)
        standings.rebuild(patient)
    return entry


def refuse_days_that_cannot_be(patient: Patient, **dates: date | None) -> None:
    """Raise ``ValidationError``, by field, for a day before the birth date or after today."""
    entries.refuse_dates_before_birth(patient, **dates)
    today = patient.clinic.today()
    ahead = [name for name, day in dates.items() if day and day > today]
    if ahead:
        sentence = f"This date lies ahead of today, {today:%d-%b-%Y}."
        raise ValidationError(dict.fromkeys(ahead, sentence))
