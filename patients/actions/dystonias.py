"""Recording what kind of dystonia a patient has."""

import uuid
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.actions.care import refuse_after_care
from patients.days import Day, day_text, first_of, last_of
from patients.models import Account, Dystonia, Patient, age_on
from patients.models.dystonia import in_order, why_impossible


def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    distribution: str,
    sites: Collection[str],
    cause: str,
    age_at_onset: int | None,
    since_on: Day | None,
    edition: str,
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
            sites=in_order(sites),
            cause=cause,
            age_at_onset=age_at_onset,
            since_on=since_on,
            edition=edition,
        )
        if saved := entries.saved_with([form_token], Dystonia):
            dystonia.replaces = saved[0].replaces  # the action sets it; the form has no such field
            return entries.repeated(saved, [dystonia])[0]
        refuse_after_care(patient, Dystonia)
        refuse_impossible_sites(distribution, sites)
        refuse_since_ahead(patient, since_on)
        entries.refuse_dates_before_birth(patient, since_on=since_on)
        refuse_onset_ahead(patient, age_at_onset, since_on)
        former = Dystonia.objects.of(patient).live().first()
        if former:
            entries.supersede(former, by=by)
            dystonia.replaces = former
        return entries.save(dystonia, action="record-dystonia")


def refuse_impossible_sites(distribution: str, sites: Collection[str]) -> None:
    """Raise ``ValidationError`` if a distribution cannot have these sites."""
    if sentence := why_impossible(distribution, sites):
        raise ValidationError({"sites": sentence})


def refuse_since_ahead(patient: Patient, since_on: Day | None) -> None:
    """Raise ``ValidationError`` for a dystonia that begins after today on every reading."""
    today = patient.clinic.today()
    if since_on and first_of(since_on) > today:
        raise ValidationError({"since_on": f"This date lies ahead of today, {day_text(today)}."})


def refuse_onset_ahead(patient: Patient, age_at_onset: int | None, since_on: Day | None) -> None:
    """Raise ``ValidationError`` for an onset at an age that the patient had not yet reached.

    It was reached by the day since when the dystonia is there, or else by today, where the
    birth date leaves that open.
    """
    if age_at_onset is None or patient.born_on is None:
        return
    day: Day = since_on or patient.clinic.today()
    reached = age_on(last_of(day), first_of(patient.born_on))
    if age_at_onset > reached:
        when = f"on {day_text(day)}" if since_on else "today"
        sentence = f"This is more than the age {when}, at most {reached} years."
        raise ValidationError({"age_at_onset": sentence})
