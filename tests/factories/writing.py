"""Write an invented entry to its table, and mark entries so that they stop counting."""

import uuid
from typing import Any, TypeVar

from django.utils import timezone

from patients.models import Account, Entry, Patient, Status
from titration.standing.derivation import rebuild_standing

E = TypeVar("E", bound=Entry)


def written(model: type[E], patient: Patient, by: Account | None, **values: Any) -> E:
    """Write a new entry, by default recorded by the account that registered the patient."""
    entry = model(
        patient=patient,
        recorded_by=by or patient.registered_by,
        form_token=uuid.uuid4(),
        **values,
    )
    entry.save(force_insert=True)
    rebuild_standing(patient)
    return entry


def in_error(entry: E, *, by: Account | None = None, reason: str = "Typed by mistake") -> E:
    """Mark an entry as entered in error, and return it."""
    return _marked(entry, by, Status.ENTERED_IN_ERROR, reason)


def superseded(entry: E, *, by: Account | None = None) -> E:
    """Mark an entry as superseded by a later fact, and return it."""
    return _marked(entry, by, Status.SUPERSEDED, "")


def _marked(entry: E, by: Account | None, status: Status, reason: str) -> E:
    entry.status, entry.marked_at, entry.marked_reason = status, timezone.now(), reason
    entry.marked_by = by or entry.recorded_by
    entry.save()
    rebuild_standing(entry.patient)
    return entry
