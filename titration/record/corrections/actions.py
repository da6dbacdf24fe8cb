"""Marks any entry as entered in error, without a replacement."""

from typing import Any

from django.db import transaction

from patients import access
from patients.actions import entries
from patients.actions.conflicts import retried
from patients.models import Account, Entry, Status
from titration.standing.derivation import rebuild_standing


@retried
def mark(*, entry: Entry, by: Account, reason: str) -> None:
    """Mark an entry as entered in error, and derive the patient's standing again.

    The same marking sent again changes nothing. Raises ``PermissionDenied``,
    ``ValidationError`` by field, or ``ChangedMeanwhile``.
    """
    access.require_marking(by, entry)
    with transaction.atomic():
        patient = entries.lock(entry.patient)
        if is_marked_so(entry, by=by, reason=reason):
            return
        entries.mark_in_error(entry, by=by, reason=reason)
        rebuild_standing(patient)


def is_marked_so(entry: Entry, *, by: Account, reason: str) -> bool:
    """True if the same marking was made before, and no entry replaced this one."""
    marked = {"status": Status.ENTERED_IN_ERROR, "marked_by": by, "marked_reason": reason.strip()}
    of_its_kind: Any = type(entry)._default_manager
    if of_its_kind.filter(replaces=entry.pk).exists():
        return False
    return bool(of_its_kind.filter(pk=entry.pk, **marked).exists())
