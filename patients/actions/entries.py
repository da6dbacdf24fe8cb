"""What every kind of entry has in common: the lock, the form token, and the marking."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from patients import audit
from patients.actions.conflicts import ChangedMeanwhile
from patients.finding import hold_patient
from patients.models import Account, Entry, Patient, Status

E = TypeVar("E", bound=Entry)


def lock(patient: Patient) -> Patient:
    """The patient as it stands, held against other writers until the transaction ends."""
    return hold_patient(patient.pk)


def saved_with(model: type[E], patient: Patient, form_token: uuid.UUID) -> E | None:
    """The entry an earlier sending of the same form saved, if there was one."""
    return saved_among(model._default_manager.filter(form_token=form_token), patient, form_token)


def saved_among(known: Iterable[E], patient: Patient, form_token: uuid.UUID) -> E | None:
    """The same, of entries that are read already.

    Raises ``ChangedMeanwhile`` if it is an entry of another patient.
    """
    entry = next((each for each in known if each.form_token == form_token), None)
    if entry is not None and entry.patient_id != patient.pk:
        raise ChangedMeanwhile("This form was already sent for another patient.")
    return entry


def save(entry: E, *, action: str) -> E:
    """Save a new entry and its audit event, in the transaction of the caller.

    One that replaces another is known from the instant the other was marked, so
    that at every instant one of the two is.
    """
    if entry.replaces and entry.replaces.marked_at:
        entry.recorded_at = entry.replaces.marked_at
    entry.save(force_insert=True)
    audit.record(
        action,
        by=entry.recorded_by,
        clinic_id=entry.patient.clinic_id,
        patient_ids=[entry.patient_id],
        about=entry,
    )
    return entry


def supersede(entry: Entry, *, by: Account) -> None:
    """Let a later fact take an entry's place, in the transaction of the caller."""
    _mark(entry, by=by, status=Status.SUPERSEDED, reason="", action="supersede")


def strike(entry: Entry, *, by: Account, reason: str) -> None:
    """Mark an entry as entered in error, in the transaction of the caller.

    Raises ``ValidationError`` without a reason, ``ChangedMeanwhile`` if it no
    longer counts.
    """
    if not reason.strip():
        raise ValidationError({"error_reason": "Enter why this was entered in error."})
    status = Status.ENTERED_IN_ERROR
    _mark(entry, by=by, status=status, reason=reason.strip(), action="mark-in-error")


def _mark(entry: Entry, *, by: Account, status: Status, reason: str, action: str) -> None:
    entry.marked_at = timezone.now()
    changed = (
        type(entry)
        ._default_manager.filter(pk=entry.pk, status=Status.LIVE)
        .update(status=status, marked_at=entry.marked_at, marked_by=by, marked_reason=reason)
    )
    if not changed:
        raise ChangedMeanwhile("Somebody else has corrected or updated this entry meanwhile.")
    clinic_id = entry.patient.clinic_id
    audit.record(action, by=by, clinic_id=clinic_id, patient_ids=[entry.patient_id], about=entry)


def refuse_dates_before_birth(patient: Patient, **dates: date | None) -> None:
    """Raise ``ValidationError``, by field, for a date of care before the birth date."""
    born_on = patient.born_on
    early = [name for name, day in dates.items() if day and born_on and day < born_on]
    if born_on and early:
        sentence = f"This is before the birth date, {born_on:%d-%b-%Y}."
        raise ValidationError(dict.fromkeys(early, sentence))


def earliest_care_date(patient: Patient) -> date | None:
    """The first date of care among the live entries of every kind."""
    dates = [
        day
        for model in apps.get_models()
        if issubclass(model, Entry) and model.CARE_DATES
        for row in model._default_manager.filter(patient=patient, status=Status.LIVE).values_list(
            *model.CARE_DATES
        )
        for day in row
        if day
    ]
    return min(dates, default=None)
