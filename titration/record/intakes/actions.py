"""Records and corrects what was not taken as recorded."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError

from patients.access import Right
from patients.actions.conflicts import retried
from patients.models import Account, Patient
from titration.record.entering import enter, refuse_days_that_cannot_be
from titration.record.intakes.models import Intake


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    what: str,
    from_on: date,
    until_on: date | None = None,
    note: str = "",
    planned_id: int | None = None,
    corrects: Intake | None = None,
    error_reason: str = "",
) -> Intake:
    """Record what was not taken as recorded; the first and the last day count.

    ``planned_id`` is the id of the planned step that it answers, if any. With ``corrects`` it
    stands in place of an entry made in error. The same form sent again returns what it saved.
        sent again returns what it saved. Raises ``PermissionDenied``, ``ValidationError``
    by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    intake = Intake(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        what=what,
        from_on=from_on,
        until_on=until_on,
        note=note,
        planned_id=planned_id,
    )
    return enter(
        intake,
        right=Right.RECORD_INTAKE,
        action="record-intake",
        check=check,
        corrects=corrects,
        error_reason=error_reason,
    )


def check(intake: Intake) -> None:
    """Raise ``ValidationError``, by field, for days that are not possible."""
    days = {"from_on": intake.from_on, "until_on": intake.until_on}
    refuse_days_that_cannot_be(intake.patient, **days)
    if intake.until_on and intake.until_on < intake.from_on:
        raise ValidationError({"until_on": "It ended before it began; one date is wrong."})
