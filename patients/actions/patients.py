"""Registering patients, and changing what identifies them."""

import uuid
from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from patients import access, audit
from patients.access import Right
from patients.actions.conflicts import ChangedMeanwhile, refuse_hidden, repetition, who_has
from patients.actions.entries import earliest_care_date, is_before, lock
from patients.actions.same_person import hold_registrations, refuse_registered_already
from patients.days import day_text, is_inexact
from patients.models import Account, Clinic, FormerDetails, Patient, PatientValues
from patients.models.look_alikes import folded_number, shape_of_number
from patients.models.visible_text import composed


def register(
    *,
    clinic: Clinic,
    by: Account,
    form_token: uuid.UUID,
    record_number: str,
    family_name: str,
    given_name: str,
    born_on: date | None,
    sex: str,
    other_than: Collection[int] = (),
) -> Patient:
    """Register a patient in a clinic; the same form sent again returns the same patient.

    ``other_than`` are ids of patients who may be the same person, and are not. Raises
    ``PermissionDenied``, ``ValidationError`` by field, ``RegisteredAlready`` or ``AlreadySaved``.
    """
    access.require(by, clinic.pk, Right.REGISTER)
    patient = Patient(
        clinic=clinic,
        registered_by=by,
        form_token=form_token,
        record_number=composed(record_number),
        family_name=composed(family_name),
        given_name=composed(given_name),
        born_on=born_on,
        sex=sex,
    )
    with transaction.atomic():
        hold_registrations(clinic)
        if saved := registered_with(form_token, by=by):
            repetition([saved.as_known(saved.registered_at)], [patient])
            return saved
        refuse_taken_number(patient)
        refuse_birth_ahead(patient)
        refuse_registered_already(patient, other_than=other_than)
        patient.save(force_insert=True)
        audit.record(
            "register",
            by=by,
            clinic_id=clinic.pk,
            patient_ids=[patient.pk],
            about=patient,
        )
    return patient


def registered_with(form_token: uuid.UUID, *, by: Account) -> Patient | None:
    """The patient whom the same form registered when it was sent before.

    Raises ``AlreadySaved`` without the patient's details if ``by`` may not see the patient.
    """
    saved = Patient.objects.select_related("clinic").filter(form_token=form_token).first()
    if saved is not None:
        refuse_hidden(by, saved.clinic_id, Right.REGISTER)
    return saved


def change_details(
    *,
    patient: Patient,
    by: Account,
    version: int,
    record_number: str,
    family_name: str,
    given_name: str,
    born_on: date | None,
    sex: str,
) -> Patient:
    """Change a patient's identifying details and keep the former ones.

    ``version`` is the patient's version when the form was opened. Raises
    ``PermissionDenied``, ``ValidationError`` by field, or ``ChangedMeanwhile``.
    """
    access.require(by, patient.clinic_id, Right.REGISTER, [patient.pk])
    details: PatientValues = {
        "record_number": composed(record_number),
        "family_name": composed(family_name),
        "given_name": composed(given_name),
        "born_on": born_on,
        "sex": sex,
    }
    with transaction.atomic():
        current = lock(patient)
        former = current.details
        if details == former:
            return current
        if current.version != version:
            last = current.former_details.order_by("version").last()
            raise ChangedMeanwhile(
                f"{who_has(last.changed_by if last else None, by)} changed these details meanwhile."
                " Nothing was saved; what you typed is still here."
            )
        for name, value in details.items():
            setattr(current, name, value)
        refuse_taken_number(current)
        refuse_birth_ahead(current)
        refuse_birth_after_care(current)
        FormerDetails.objects.create(patient=current, version=version, changed_by=by, **former)
        current.version = version + 1
        current.save(update_fields=[*details, "version"])
        audit.record(
            "change-details",
            by=by,
            clinic_id=current.clinic_id,
            patient_ids=[current.pk],
            about=current,
        )
    return current


def refuse_taken_number(patient: Patient) -> None:
    """Raise ``ValidationError`` if another patient of the clinic has the record number.

    Spaces and case make no difference. A number that only looks the same is refused too,
    because a reader would take one patient for the other.
    """
    others = Patient.objects.filter(clinic=patient.clinic_id).exclude(pk=patient.pk)
    is_read = Q(number_folded=folded_number(patient.record_number))
    is_seen = Q(number_shape=shape_of_number(patient.record_number))
    taken = others.filter(is_read | is_seen).values_list("record_number", flat=True).first()
    if taken is not None:
        sentence = "Another patient of this clinic has this record number."
        if taken != patient.record_number:
            sentence = f"Another patient of this clinic has {taken}, which looks like this number."
        raise ValidationError({"record_number": sentence})


def refuse_birth_ahead(patient: Patient) -> None:
    """Raise ``ValidationError`` if the birth date lies after today."""
    if patient.born_on and patient.born_on > patient.clinic.today():
        raise ValidationError({"born_on": "The birth date lies in the future."})


def refuse_birth_after_care(patient: Patient) -> None:
    """Raise ``ValidationError`` if something recorded happened before the birth date."""
    earliest = earliest_care_date(patient)
    if patient.born_on and earliest and is_before(earliest, patient.born_on):
        when = f"{'in' if is_inexact(earliest) else 'on'} {day_text(earliest)}"
        sentence = f"Something is recorded {when}, before this birth date."
        raise ValidationError({"born_on": sentence})
