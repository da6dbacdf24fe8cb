"""Marking any entry as entered in error, without a replacement."""

from django.db import transaction

from patients import access
from patients.actions import entries
from patients.models import Account, Entry
from titration.actions import standings


def mark(*, entry: Entry, by: Account, reason: str) -> None:
    """Mark an entry as entered in error, and let the patient's standing follow.

    Raises ``PermissionDenied``, ``ValidationError`` by field, or ``ChangedMeanwhile``.
    """
    access.require_marking(by, entry)
    with transaction.atomic():
        patient = entries.lock(entry.patient)
        entries.strike(entry, by=by, reason=reason)
        standings.rebuild(patient)
