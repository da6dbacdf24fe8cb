"""Recording for each condition that the article names if a patient has a history of it."""

import uuid

from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.actions.care import refuse_after_care
from patients.models import Account, Patient, Precaution


def record(
    *, patient: Patient, by: Account, form_token: uuid.UUID, condition: str, answer: str
) -> Precaution:
    """Record the answer about one condition; it supersedes an earlier answer.

    Raises ``PermissionDenied``, ``ValidationError``, or ``AlreadySaved``.
    """
    access.require(by, patient.clinic_id, Right.REGISTER, [patient.pk])
    with transaction.atomic():
        patient = entries.lock(patient)
        precaution = Precaution(
            patient=patient,
            recorded_by=by,
            form_token=form_token,
            condition=condition,
            answer=answer,
        )
        if saved := entries.saved_with([form_token], Precaution):
            precaution.replaces = saved[0].replaces  # the action sets it; no field of the form
            return entries.repeated(saved, [precaution])[0]
        refuse_after_care(patient, Precaution)
        former = Precaution.objects.of(patient).live().filter(condition=condition).first()
        if former:
            entries.supersede(former, by=by)
            precaution.replaces = former
        return entries.save(precaution, action="record-precaution")
