"""Changes of treatments: what the table refuses, and how each is written as text."""

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError

from patients.models import Patient
from tests.factories import a_patient, a_treatment, a_treatment_change, in_error
from titration.record.treatments.models import Treatment

pytestmark = pytest.mark.django_db


@pytest.fixture
def pump(patient: Patient) -> Treatment:
    return a_treatment(patient, "intrathecal baclofen", from_="2026-01-05")


@pytest.mark.parametrize(
    "said",
    [
        {"became": "changed"},
        {"became": "", "detail": "Refilled"},
        {"became": "ended", "detail": "Refilled"},
        {"became": "ended", "mcg_per_day": "300"},
    ],
    ids=str,
)
def test_a_change_says_what_changed(pump: Treatment, said: dict[str, Any]):
    with pytest.raises(IntegrityError, match="treatmentchange_says_what_changed"):
        a_treatment_change(pump, on_="2026-01-12", **said)


@pytest.mark.parametrize("mcg", ["0", "-1"])
def test_a_rate_is_more_than_nothing(pump: Treatment, mcg: str):
    with pytest.raises(IntegrityError, match="treatmentchange_mcg_is_an_amount"):
        a_treatment_change(pump, on_="2026-01-12", mcg_per_day=mcg)


def test_a_change_is_of_a_treatment_of_the_same_patient(pump: Treatment):
    pump.patient = a_patient(pump.patient.clinic)

    with pytest.raises(ProgrammingError, match="a change is of an entry of the same patient"):
        a_treatment_change(pump, on_="2026-01-12", mcg_per_day="300")


def test_one_live_change_of_a_treatment_a_day(pump: Treatment):
    in_error(a_treatment_change(pump, on_="2026-01-12", mcg_per_day="300"))
    a_treatment_change(pump, on_="2026-01-12", mcg_per_day="350")

    with pytest.raises(IntegrityError, match="one_live_change_of_a_treatment_a_day"):
        a_treatment_change(pump, on_="2026-01-12", detail="Refilled")


def test_a_treatment_ends_once(pump: Treatment):
    in_error(a_treatment_change(pump, "ended", on_="2026-01-12"))
    a_treatment_change(pump, "ended", on_="2026-01-13")

    with pytest.raises(IntegrityError, match="a_treatment_ends_once"):
        a_treatment_change(pump, "ended", on_="2026-01-14")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"mcg_per_day": "350.00", "detail": "Refilled"},
         "Intrathecal baclofen, 350 mcg per day, Refilled, from 12-Jan-2026"),
        ({"detail": "Refilled"}, "Intrathecal baclofen, Refilled, from 12-Jan-2026"),
        ({"became": "ended"}, "Intrathecal baclofen, ended 12-Jan-2026"),
    ],
)  # fmt: skip
def test_a_change_is_said_with_its_treatment(pump: Treatment, told: dict[str, Any], words: str):
    assert str(a_treatment_change(pump, on_="2026-01-12", **told)) == words
