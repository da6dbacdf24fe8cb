"""Records and corrects contacts that were tried, and when the next call is planned."""

import uuid
from datetime import date

from patients.access import Right
from patients.actions.conflicts import retried
from patients.models import Account, Patient
from titration.record.contacts.models import Contact
from titration.record.entering import enter, refuse_days_that_cannot_be, refuse_plan_that_cannot_be


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    contacted_on: date,
    outcome: str,
    call_again_on: date | None = None,
    note: str = "",
    corrects: Contact | None = None,
    error_reason: str = "",
) -> Contact:
    """Record a contact that was tried, and the day planned for the next call, if any.

    With ``corrects`` it stands in place of an entry made in error. The same form
    sent again returns the contact it saved. Raises ``PermissionDenied``,
    ``ValidationError`` by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then
    nothing is saved.
    """
    contact = Contact(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        contacted_on=contacted_on,
        outcome=outcome,
        call_again_on=call_again_on,
        note=note,
    )
    return enter(
        contact,
        right=Right.RECORD_CONTACT,
        action="record-contact",
        check=check,
        corrects=corrects,
        error_reason=error_reason,
    )


def check(contact: Contact) -> None:
    """Raise ``ValidationError``, by field, for days that are not possible."""
    refuse_days_that_cannot_be(contact.patient, contacted_on=contact.contacted_on)
    refuse_plan_that_cannot_be(
        contact.patient,
        "call_again_on",
        contact.call_again_on,
        after=contact.contacted_on,
        why="The next call comes after this contact.",
    )
