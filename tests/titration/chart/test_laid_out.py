"""What a history comes to is worked out once while it stays the same, and anew when it changes."""

import re
from datetime import date

import pytest
from django.test import Client

from patients.models import Clinic, Patient
from tests.factories import a_patient, a_step
from tests.factories.values import on
from titration.chart.laid_out import lay_out
from titration.reading.recorded import read
from titration.rules import SOURCES

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)
ADULT = date(1980, 5, 1)


def codes(patient: Patient, born_on: date | None, day: date = TODAY) -> set[str]:
    """Return the codes of the flags that a patient's entries raise with this birth date."""
    return {flag.code for flag in lay_out(read(patient), born_on, day, SOURCES).flags}


def test_the_same_entries_are_laid_out_once(patient: Patient):
    a_step(patient, "5x3", from_=on("2026-02-02"))

    one, other = (lay_out(read(patient), ADULT, TODAY, SOURCES) for _ in range(2))

    assert one is other


def test_a_new_entry_is_seen_at_once(patient: Patient):
    a_step(patient, "5x3", from_=on("2026-02-02"))
    before = lay_out(read(patient), ADULT, TODAY, SOURCES)
    a_step(patient, "10x3", from_=on("2026-02-16"))

    after = lay_out(read(patient), ADULT, TODAY, SOURCES)

    assert [len(each.timeline.held) for each in (before, after)] == [1, 2]


def test_a_birth_date_that_is_taken_back_counts_at_once(patient: Patient):
    a_step(patient, "5x1", from_=on("2026-02-02"))

    assert "total-below" in codes(patient, ADULT)
    assert "total-below" not in codes(patient, None)


def test_the_next_day_is_told_anew(patient: Patient):
    a_step(patient, "5x3", from_=on("2026-02-02"))
    days = [
        lay_out(read(patient), ADULT, day, SOURCES).response.heads[0].days
        for day in (TODAY, TOMORROW)
    ]

    assert days == ["29 days", "30 days"]


def test_two_patients_with_the_same_entries_have_charts_of_their_own(
    as_nurse: Client, clinic: Clinic
):
    one, other = a_patient(clinic), a_patient(clinic)
    steps = [a_step(each, "5x3", from_=on("2026-02-02")) for each in (one, other)]

    for patient, step in zip((one, other), steps, strict=True):
        html = as_nurse.get(f"/patients/{patient.pk}/").content.decode()
        assert re.findall(r'<tr id="step-(\d+)"', html) == [str(step.pk)]
