"""Recording whether a patient has a history of the conditions the article names."""

import uuid

from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.models import Account, Patient, Precaution


def record(
    *, patient: Patient, by: Account, form_token: uuid.UUID, condition: str, answer: str
) -> Precaution:
    """Record the answer about one condition; an earlier answer is superseded by it.

    Raises ``PermissionDenied``.
    """
    access.require(by, patient.clinic_id, Right.REGISTER, [patient.pk])
    with transaction.atomic():
        patient = entries.lock(patient)
        if saved := entries.saved_with(Precaution, patient, form_token):
            return saved
        former = Precaution.objects.of(patient).live().filter(condition=condition).first()
        if former:
            entries.supersede(former, by=by)
        return entries.save(
            Precaution(
                patient=patient,
                recorded_by=by,
                form_token=form_token,
                replaces=former,
                condition=condition,
                answer=answer,
            ),
            action="record-precaution",
        )
