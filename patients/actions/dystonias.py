"""Recording what kind of dystonia a patient has."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.actions.care import refuse_after_care
from patients.models import Account, Distribution, Dystonia, Patient


def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    distribution: str,
    site: str,
    cause: str,
    since_on: date | None,
) -> Dystonia:
    """Record a dystonia; it supersedes the one recorded before.

    Raises ``PermissionDenied``, ``ValidationError`` by field, or ``AlreadySaved``.
    """
    access.require(by, patient.clinic_id, Right.REGISTER, [patient.pk])
    with transaction.atomic():
        patient = entries.lock(patient)
        dystonia = Dystonia(
            patient=patient,
            recorded_by=by,
            form_token=form_token,
            distribution=distribution,
            site=site,
            cause=cause,
            since_on=since_on,
        )
        if saved := entries.saved_with([form_token], Dystonia):
            dystonia.replaces = saved[0].replaces  # the action sets it; the form has no such field
            return entries.repeated(saved, [dystonia])[0]
        refuse_after_care(patient, Dystonia)
        refuse_site_unless_focal(distribution, site)
        refuse_since_ahead(patient, since_on)
        entries.refuse_dates_before_birth(patient, since_on=since_on)
        former = Dystonia.objects.of(patient).live().first()
        if former:
            entries.supersede(former, by=by)
            dystonia.replaces = former
        return entries.save(dystonia, action="record-dystonia")


def refuse_site_unless_focal(distribution: str, site: str) -> None:
    """Raise ``ValidationError`` unless a site is given exactly if the dystonia is focal."""
    if distribution == Distribution.FOCAL and not site:
        raise ValidationError({"site": "Choose the site of the focal dystonia."})
    if distribution != Distribution.FOCAL and site:
        raise ValidationError({"site": "A site is recorded for focal dystonia only."})


def refuse_since_ahead(patient: Patient, since_on: date | None) -> None:
    """Raise ``ValidationError`` for a dystonia that begins after today."""
    today = patient.clinic.today()
    if since_on and since_on > today:
        raise ValidationError({"since_on": f"This date lies ahead of today, {today:%d-%b-%Y}."})
