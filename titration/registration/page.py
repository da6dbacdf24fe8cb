"""The patients who may be the person that a form tells of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from patients.days import Day
from patients.models import Patient


@dataclass(frozen=True, slots=True)
class Registered:
    """What identifies a patient, and the address of the chart."""

    full_name: str
    born_on: Day | None
    record_number: str
    url: str


def registered(patients: Iterable[Patient]) -> list[Registered]:
    """Put patients in words."""
    return [
        Registered(
            full_name=patient.full_name,
            born_on=patient.born_on,
            record_number=patient.record_number,
            url=reverse("patient-chart", args=[patient.pk]),
        )
        for patient in patients
    ]
