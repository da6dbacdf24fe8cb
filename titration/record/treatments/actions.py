"""Records other treatments."""

import uuid
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from patients.access import Right
from patients.actions.conflicts import retried
from patients.days import Day, first_of
from patients.models import Account, Patient
from titration.record.entering import enter, refuse_days_that_cannot_be
from titration.record.treatments.changes.actions import carry_over, refuse_amount
from titration.record.treatments.models import Treatment


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    kind: str,
    from_on: Day,
    until_on: date | None = None,
    mcg_per_day: Decimal | None = None,
    detail: str = "",
    corrects: Treatment | None = None,
    error_reason: str = "",
) -> Treatment:
    """Record another treatment; its first and last day count.

    ``mcg_per_day`` is for intrathecal baclofen alone. With ``corrects`` it stands
    in place of an entry made in error, whose changes are recorded anew with it. The
    same form sent again returns the treatment it saved. Raises ``PermissionDenied``,
    ``ValidationError`` by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then
    nothing is saved.
    """
    treatment = Treatment(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        kind=kind,
        from_on=from_on,
        until_on=until_on,
        mcg_per_day=mcg_per_day,
        detail=detail,
    )
    return enter(
        treatment,
        right=Right.RECORD_TREATMENT,
        action="record-treatment",
        check=check,
        carry_over=carry_over,
        corrects=corrects,
        error_reason=error_reason,
    )


def check(treatment: Treatment) -> None:
    """Raise ``ValidationError``, by field, for days or an amount that are not possible."""
    days = {"from_on": treatment.from_on, "until_on": treatment.until_on}
    refuse_days_that_cannot_be(treatment.patient, **days)
    if treatment.until_on and treatment.until_on < first_of(treatment.from_on):
        raise ValidationError({"until_on": "It ended before it began; one date is wrong."})
    if treatment.mcg_per_day is not None:
        refuse_amount(treatment.kind, treatment.mcg_per_day)
