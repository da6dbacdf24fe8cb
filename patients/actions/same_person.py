"""Noticing that a person is a patient of the clinic already, under another record number."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from patients.models import Clinic, FormerDetails, Patient, PatientValues
from patients.models.folded_names import folded_names
from patients.models.inexact_days import may_be_on

REGISTERED_ALREADY = (
    "A patient of this clinic has this name: open the chart, or tick that this is another person."
)


class RegisteredAlready(ValidationError):
    """Some patients of the clinic may be the person who is registered, or whose details change.

    ``patients`` are they; a form shows the refusal at its field ``is_another_person``.
    """

    def __init__(self, patients: list[Patient]) -> None:
        super().__init__({"is_another_person": REGISTERED_ALREADY})
        self.patients = patients


def hold_registrations(clinic: Clinic) -> None:
    """Let nobody else register or rename a patient in a clinic until the transaction ends.

    Otherwise two people who register one person at the same moment would not notice it.
    """
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)


def may_be_another(former: PatientValues, details: PatientValues) -> bool:
    """True if changed names or a changed birth date may be those of another patient."""
    names_and_births = (
        (told["family_name"], told["given_name"], told["born_on"]) for told in (former, details)
    )
    return len(set(names_and_births)) > 1


def refuse_registered_already(patient: Patient, *, other_than: Collection[int]) -> None:
    """Raise ``RegisteredAlready`` if patients of the clinic may be the same person.

    ``other_than`` are the ids of patients of whom the author says that they are others.
    """
    found = list(may_be(patient).order_by("pk"))
    if any(other.pk not in other_than for other in found):
        raise RegisteredAlready(found)


def may_be(patient: Patient) -> QuerySet[Patient]:
    """Other patients of the clinic with the same folded names, who may be born on the same day.

    The names may stand the other way round, or be former ones; a birth date may be unknown.
    """
    one, other = folded_names([patient.family_name, patient.given_name])
    called = Q(family_folded=one, given_folded=other) | Q(family_folded=other, given_folded=one)
    was_called = Q(pk__in=FormerDetails.objects.filter(called).values("patient"))
    others = Patient.objects.filter(clinic=patient.clinic_id).exclude(pk=patient.pk)
    if patient.born_on:
        others = others.filter(may_be_on("born_on", patient.born_on) | Q(born_on=None))
    return others.filter(called | was_called)
