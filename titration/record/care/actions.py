"""Ends and reopens the clinic's care of a patient, and marks one as a duplicate of another."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions.conflicts import retried
from patients.models import Account, Care, CareState, EndReason, Patient
from patients.models.look_alikes import folded_number
from patients.patient_queries import hold_patient
from titration.record.entering import enter, refuse_days_that_cannot_be


@retried
def end(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    from_on: date,
    reason: str,
    note: str = "",
    corrects: Care | None = None,
    error_reason: str = "",
) -> Care:
    """Record that care ended on a day: the patient leaves the lists, and the chart stays.

    With ``corrects`` it stands in place of an entry made in error. The same form
    sent again returns what it saved. Raises ``PermissionDenied``, ``ValidationError``
    by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    care = Care(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        state=CareState.ENDED,
        from_on=from_on,
        reason=reason,
        note=note,
    )
    return enter(
        care,
        right=Right.CHANGE_CARE,
        action="end-care",
        check=check,
        corrects=corrects,
        error_reason=error_reason,
    )


@retried
def reopen(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    from_on: date,
    note: str = "",
    corrects: Care | None = None,
    error_reason: str = "",
) -> Care:
    """Record that the patient is under care again from a day on.

    Everything else is as in ``end``.
    """
    care = Care(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        state=CareState.REOPENED,
        from_on=from_on,
        note=note,
    )
    return enter(
        care,
        right=Right.CHANGE_CARE,
        action="reopen-care",
        check=check,
        corrects=corrects,
        error_reason=error_reason,
    )


@retried
def mark_duplicate(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    record_number: str,
    note: str,
    corrects: Care | None = None,
    error_reason: str = "",
) -> Care:
    """Record that a patient is registered twice: nothing is moved, and this record is closed.

    ``record_number`` is that of the other record, in which the clinic goes on; ``note`` says
    how one knows. Everything else is as in ``end``.
    """
    access.require(by, patient.clinic_id, Right.CHANGE_CARE, [patient.pk])
    with transaction.atomic():
        other = numbered(patient, record_number)
        for patient_id in sorted({patient.pk, other.pk}):  # one order for all: no deadlock
            hold_patient(patient_id)
        care = Care(
            patient=patient,
            recorded_by=by,
            form_token=form_token,
            state=CareState.ENDED,
            from_on=corrects.from_on if corrects else patient.clinic.today(),
            reason=EndReason.DUPLICATE,
            note=note,
            doubles=other,
        )
        return enter(
            care,
            right=Right.CHANGE_CARE,
            action="mark-duplicate",
            check=check,
            corrects=corrects,
            error_reason=error_reason,
        )


def numbered(patient: Patient, record_number: str) -> Patient:
    """Return the patient of the same clinic with a record number. Raises ``ValidationError``."""
    of_clinic = Patient.objects.filter(clinic=patient.clinic_id)
    found = of_clinic.filter(number_folded=folded_number(record_number)).first()
    if found is None:
        sentence = "No patient of this clinic has this record number."
        raise ValidationError({"record_number": sentence})
    return found


def check(care: Care) -> None:
    """Raise ``ValidationError`` for a day that cannot be, or between changes it does not fit.

    Each end is followed by a reopening, or by a duplicate found later. The day is not compared
    with other entries: a carer tells later what was before, and a step may lie ahead.
    """
    refuse_days_that_cannot_be(care.patient, from_on=care.from_on)
    changes = list(Care.objects.of(care.patient).live().order_by("from_on", "pk"))
    if care.replaces and any(other.from_on == care.from_on for other in changes):
        sentence = "Another change of care is recorded for this day: mark that one first."
        raise ValidationError({"from_on": sentence})
    before = [other for other in changes if other.from_on <= care.from_on]
    after = [other for other in changes if other.from_on > care.from_on]
    beside = [*before[-1:], *after[:1]]
    if not before and not care.is_end:
        raise ValidationError({"from_on": "Care had not ended by this day."})
    for other in beside:
        if other.state == care.state and not (care.doubles and not other.doubles):
            raise ValidationError({"from_on": f"Already recorded: {other}."})
    if care.doubles:
        refuse_chain(care.patient, care.doubles)


def refuse_chain(patient: Patient, other: Patient) -> None:
    """Raise ``ValidationError`` if a duplicate would lead to itself or to another duplicate."""
    if other == patient:
        sentence = "This is the number of this very record: enter that of the other one."
        raise ValidationError({"record_number": sentence})
    doubled_by = Care.objects.live().filter(doubles=patient).values_list("patient", flat=True)
    for end in Care.objects.ends_among([other.pk, *doubled_by]).values():
        if end.doubles and (end.patient_id == other.pk or end.doubles_id == patient.pk):
            number = end.patient.record_number
            sentence = f"{number} is a duplicate itself, of {end.doubles.record_number}."
            raise ValidationError({"record_number": sentence})
