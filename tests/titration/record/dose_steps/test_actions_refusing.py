"""Dose steps that do not fit: each refused on its field in a sentence, and nothing saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, Patient
from tests.factories import a_neurologist, a_patient, a_step, in_error
from tests.patients.events import events
from tests.titration.record.calls import record_step
from titration.record.dose_steps.models import DoseStep
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.fixture(autouse=True)
def three_steps(noon_on_2_march: date, patient: Patient) -> None:
    a_step(patient, "5x3", from_="2026-01-05", phase="initiation")
    a_step(patient, "10x3", from_="2026-01-12")
    a_step(patient, "15x3", from_="2026-01-19")


@contextmanager
def nothing_saved(patient: Patient) -> Iterator[None]:
    """Assert that the block changes neither the patient's doses nor the audit log."""
    before = state(patient)
    yield
    assert state(patient) == before


def state(patient: Patient) -> Any:
    """Return all rows about a patient's doses, and the audit log."""
    steps = DoseStep.objects.of(patient).order_by("pk")
    return list(steps.values()), Standing.objects.filter(patient=patient).values().get(), events()


def refusal(patient: Patient, by: Account, doses: str, **values: Any) -> dict[str, list[str]]:
    """Return the sentences, by field, that refuse a step; assert that nothing is saved."""
    with nothing_saved(patient), pytest.raises(ValidationError) as refused:
        record_step(patient, by, doses, **values)
    return refused.value.message_dict


def test_a_step_before_birth(patient: Patient, neurologist: Account):
    assert refusal(patient, neurologist, "20x3", from_="1980-04-30") == {
        "starts_on": ["This is before the birth date, 01-May-1980."]
    }


def test_a_step_more_than_a_year_ahead(patient: Patient, neurologist: Account):
    assert refusal(patient, neurologist, "20x3", from_="2027-03-04") == {
        "starts_on": ["This date is more than a year ahead."]
    }


def test_a_step_on_a_date_that_has_one(patient: Patient, neurologist: Account):
    sentence = "Already recorded for this date: 10 mg three times a day from 12-Jan-2026."

    assert refusal(patient, neurologist, "20x3", from_="2026-01-12") == {"starts_on": [sentence]}


def test_the_dose_before_and_the_dose_after_are_those_of_the_calendar_that_count(
    patient: Patient, neurologist: Account
):
    for doses, day in (("12.5x3", "2026-01-16"), ("20x3", "2026-01-26"), ("7.5x3", "2026-01-07")):
        a_step(patient, doses, from_=day)
    in_error(a_step(patient, "20x3", from_="2026-01-15"))
    in_error(a_step(patient, "20x3", from_="2026-01-18"))

    before, after = (
        refusal(patient, neurologist, doses, from_="2026-01-17") for doses in ("12.5x3", "15x3")
    )
    assert "16-Jan-2026" in str(before)
    assert "19-Jan-2026" in str(after)
    assert record_step(patient, neurologist, "20x3", from_="2026-01-18").is_live


def test_already_taking_on_a_later_step(patient: Patient, neurologist: Account):
    refused = refusal(patient, neurologist, "20x3", from_="2026-01-26", already_taking=True)

    before = "recorded before it: 15 mg three times a day from 19-Jan-2026."
    assert refused == {"already_taking": [f"This is for the first step only; {before}"]}


def test_a_stop_before_any_dose(patient: Patient, neurologist: Account):
    assert refusal(patient, neurologist, "", from_="2026-01-04") == {
        "phase": ["No dose is recorded before this date, so none stops."]
    }


def test_the_same_dose_as_before(patient: Patient, neurologist: Account):
    sentence = "This is the same as the dose before it: 15 mg three times a day from 19-Jan-2026."

    assert refusal(patient, neurologist, "15x3", from_="2026-01-26") == {"doses_mg": [sentence]}


def test_the_same_dose_as_before_however_many_zeros_are_typed(
    patient: Patient, neurologist: Account
):
    assert "doses_mg" in refusal(patient, neurologist, "15.00x3", from_="2026-01-26")


def test_the_same_dose_as_after(patient: Patient, neurologist: Account):
    sentence = "This is the same as the dose after it: 15 mg three times a day from 19-Jan-2026."

    assert refusal(patient, neurologist, "15x3", from_="2026-01-15") == {"doses_mg": [sentence]}


def test_a_second_stop(patient: Patient, neurologist: Account):
    a_step(patient, "", from_="2026-01-26")

    refused = refusal(patient, neurologist, "", from_="2026-02-02")

    sentence = "This is the same as the dose before it: Stopped from 26-Jan-2026."
    assert refused == {"doses_mg": [sentence]}


def test_a_form_that_had_not_seen_the_newest_step(patient: Patient, neurologist: Account):
    seen = DoseStep.objects.edition(patient)
    a_step(patient, "20x3", from_="2026-01-26", by=a_neurologist(patient.clinic, full_name="Nia"))

    with nothing_saved(patient), pytest.raises(ChangedMeanwhile) as refused:
        record_step(patient, neurologist, "25x3", from_="2026-02-02", seen=seen)

    assert "20 mg three times a day from 26-Jan-2026, by Nia" in str(refused.value)


def test_a_form_that_had_not_seen_a_step_struck(patient: Patient, neurologist: Account):
    seen = DoseStep.objects.edition(patient)
    nia = a_neurologist(patient.clinic, full_name="Nia")
    in_error(DoseStep.objects.get(starts_on="2026-01-12"), by=nia)

    with nothing_saved(patient), pytest.raises(ChangedMeanwhile) as refused:
        record_step(patient, neurologist, "25x3", from_="2026-02-02", seen=seen)

    struck = "Entered in error: 10 mg three times a day from 12-Jan-2026, marked by Nia."
    assert struck in str(refused.value)


@pytest.mark.parametrize("seen", ["", "0.0", "9999.0", "anything"])
def test_a_form_with_an_edition_that_never_existed(
    patient: Patient, neurologist: Account, seen: str
):
    with nothing_saved(patient), pytest.raises(ChangedMeanwhile):
        record_step(patient, neurologist, "25x3", from_="2026-02-02", seen=seen)


def test_an_edition_that_never_existed_for_a_patient_without_steps(
    neurologist: Account, clinic: Clinic
):
    new = a_patient(clinic)

    with nothing_saved(new), pytest.raises(ChangedMeanwhile):
        record_step(new, neurologist, "5x3", from_="2026-02-02", seen="3.1")


@pytest.mark.parametrize(
    "doses", ["10x9", "0", "-5", "1000", "12.345", "NaN", "Infinity", "10 10 0"]
)
def test_amounts_no_form_lets_through(patient: Patient, neurologist: Account, doses: str):
    assert "doses_mg" in refusal(patient, neurologist, doses, from_="2026-02-02")


@pytest.mark.parametrize(("doses", "phase"), [("", "taper"), ("10x3", "stopped")])
def test_a_stop_goes_with_no_amounts(
    patient: Patient, neurologist: Account, doses: str, phase: str
):
    assert refusal(patient, neurologist, doses, from_="2026-02-02", phase=phase) == {
        "phase": ["Stopped goes with no amounts and no words, and only with none."]
    }


@pytest.mark.parametrize(
    ("field", "value"), [("phase", "paused"), ("reason", "because"), ("note", "x" * 501)]
)
def test_values_no_form_lets_through(
    patient: Patient, neurologist: Account, field: str, value: str
):
    values: dict[str, Any] = {"from_": "2026-02-02", field: value}

    with nothing_saved(patient), pytest.raises(DatabaseError):
        record_step(patient, neurologist, "20x3", **values)
