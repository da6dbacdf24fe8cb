"""Records and corrects notes to colleagues."""

import uuid

from patients.access import Right
from patients.actions.conflicts import retried
from patients.models import Account, Patient
from titration.record.entering import enter
from titration.record.notes.models import Note


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    text: str,
    corrects: Note | None = None,
    error_reason: str = "",
) -> Note:
    """Record a note to colleagues.

    With ``corrects`` it stands in place of an entry made in error. The same form
    sent again returns the note it saved. Raises ``PermissionDenied``,
    ``ValidationError``, ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is
    saved.
    """
    note = Note(patient=patient, recorded_by=by, form_token=form_token, text=text)
    return enter(
        note,
        right=Right.RECORD_NOTE,
        action="record-note",
        corrects=corrects,
        error_reason=error_reason,
    )
