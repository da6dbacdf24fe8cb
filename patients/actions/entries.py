"""What every kind of entry has in common: the lock, the form token, and the marking."""

import uuid
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError

from patients import audit
from patients.actions.conflicts import AlreadySaved, ChangedMeanwhile, repetition, who_has
from patients.days import Day, day_text, first_of, last_of
from patients.models import Account, Entry, Patient, Status
from patients.models.recording import recording_instant
from patients.patient_queries import hold_patient

E = TypeVar("E", bound=Entry)


def lock(patient: Patient) -> Patient:
    """Read the patient again, locked against other writers until the transaction ends."""
    return hold_patient(patient.pk)


def saved_with(tokens: Iterable[uuid.UUID], model: type[E]) -> list[E]:
    """The entries that were saved with these form tokens before, oldest first."""
    rows = model._default_manager.filter(form_token__in=list(tokens))
    return list(rows.select_related("recorded_by").order_by("pk"))


def repeated(saved: Sequence[E], sent: Sequence[E], *, error_reason: str = "") -> Sequence[E]:
    """Return the entries that the form saved before, if it was sent again with the same content.

    Raises ``AlreadySaved`` if the author or the content is another. If the form was sent for
    another patient before, the error does not carry what was saved.
    """
    if saved[0].patient_id != sent[0].patient_id:
        raise AlreadySaved("This form was already sent for another patient. Nothing was saved now.")
    replaced = saved[0].replaces
    return repetition(
        saved,
        sent,
        saved_reason=replaced.marked_reason if replaced else "",
        sent_reason=error_reason,
    )


def save(entry: E, *, action: str) -> E:
    """Save a new entry and its audit event, in the transaction of the caller.

    An entry that replaces another is recorded at the instant at which the other was marked,
    so that at every instant exactly one of the two counts.
    """
    replaced_at = entry.replaces.marked_at if entry.replaces else None
    entry.recorded_at = replaced_at or recording_instant()
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
    """Mark an entry as superseded by a later fact, in the transaction of the caller."""
    _mark(entry, by=by, status=Status.SUPERSEDED, reason="", action="supersede")


def mark_in_error(entry: Entry, *, by: Account, reason: str) -> None:
    """Mark an entry as entered in error, in the transaction of the caller.

    Raises ``ValidationError`` without a reason, and ``ChangedMeanwhile`` if the entry was
    marked before.
    """
    if not reason.strip():
        raise ValidationError({"error_reason": "Enter why this was entered in error."})
    status = Status.ENTERED_IN_ERROR
    _mark(entry, by=by, status=status, reason=reason.strip(), action="mark-in-error")


def _mark(entry: Entry, *, by: Account, status: Status, reason: str, action: str) -> None:
    entry.marked_at = recording_instant()
    changed = (
        type(entry)
        ._default_manager.filter(pk=entry.pk, status=Status.LIVE)
        .update(status=status, marked_at=entry.marked_at, marked_by=by, marked_reason=reason)
    )
    if not changed:
        raise ChangedMeanwhile(what_became_of(entry, by))
    clinic_id = entry.patient.clinic_id
    audit.record(action, by=by, clinic_id=clinic_id, patient_ids=[entry.patient_id], about=entry)


def what_became_of(entry: Entry, reader: Account) -> str:
    """Say in a sentence for a reader who marked an entry, when, and why.

    If row-level security hides the entry from the reader, the sentence gives no details.
    """
    seen = type(entry)._default_manager.select_related("marked_by").filter(pk=entry.pk)
    marked = seen.first() or entry
    sentence = f"{who_has(marked.marked_by, reader)} corrected or updated this entry meanwhile."
    if marked.marked_at is None or marked.marked_by is None or not marked.is_in_error:
        return sentence
    clock = entry.patient.clinic.clock(marked.marked_at)
    return (
        f"{sentence} {marked.marked_by.name_at(marked.marked_at)} marked it as entered in"
        f" error, {clock:%d-%b-%Y %H:%M}:"
        f" {marked.marked_reason}"
    )


def refuse_dates_before_birth(patient: Patient, **dates: Day | None) -> None:
    """Raise ``ValidationError``, by field, for a date of care before the birth date.

    It is before it only on every reading of the two, where they are inexact.
    """
    born_on = patient.born_on
    early = [name for name, day in dates.items() if day and born_on and is_before(day, born_on)]
    if born_on and early:
        sentence = f"This is before the birth date, {day_text(born_on)}."
        raise ValidationError(dict.fromkeys(early, sentence))


def is_before(day: Day, other: Day) -> bool:
    """True if a day is before another on every reading of the two."""
    return last_of(day) < first_of(other)


def earliest_care_date(patient: Patient) -> Day | None:
    """The date of care, among the live entries of every kind, whose last possible day is first."""
    dates: list[Day] = [
        day
        for model in apps.get_models()
        if issubclass(model, Entry) and model.CARE_DATES
        for row in model._default_manager.filter(patient=patient, status=Status.LIVE).values_list(
            *model.CARE_DATES
        )
        for day in row
        if day
    ]
    return min(dates, key=last_of, default=None)
