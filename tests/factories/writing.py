"""How an invented entry gets into its table, and how it stops counting."""

import uuid
from typing import Any, TypeVar

from django.utils import timezone

from patients.models import Account, Entry, Patient, Status
from titration.standing.derivation import rebuild_standing

E = TypeVar("E", bound=Entry)


def written(model: type[E], patient: Patient, by: Account | None, **values: Any) -> E:
    """A new entry, recorded by whoever registered the patient unless said otherwise."""
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
    """The entry, marked as entered in error."""
    return _marked(entry, by, Status.ENTERED_IN_ERROR, reason)


def superseded(entry: E, *, by: Account | None = None) -> E:
    """The entry, as a later fact leaves it."""
    return _marked(entry, by, Status.SUPERSEDED, "")


def _marked(entry: E, by: Account | None, status: Status, reason: str) -> E:
    entry.status, entry.marked_at, entry.marked_reason = status, timezone.now(), reason
    entry.marked_by = by or entry.recorded_by
    entry.save()
    rebuild_standing(entry.patient)
    return entry
