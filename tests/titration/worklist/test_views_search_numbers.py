"""Patients are found by record numbers, former ones too, however they are typed."""

import pytest
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_patient
from tests.pages.reading import list_row, listed
from tests.pages.searching import found, search
from tests.patients.accounts.actions.calls import change

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["a-1", "A-1", "A - 1", "Ａ－１", " a -1"])
def test_a_record_number_is_found_in_any_case_and_with_any_spaces(
    as_nurse: Client, clinic: Clinic, typed: str
):
    patient = a_patient(clinic, record_number="A-1")
    a_patient(clinic, record_number="A-0037")

    assert search(as_nurse, typed)["Location"] == f"/patients/{patient.pk}/"


@pytest.mark.parametrize("typed", ["0037", "37", "00037", "٠٠٣٧"])
@pytest.mark.parametrize("number", ["0037", "A-0037", "37", "A37", "A-0037/2"])
def test_digits_find_a_record_number_that_holds_them(
    as_nurse: Client, clinic: Clinic, typed: str, number: str
):
    patient = a_patient(clinic, record_number=number, given_name="Eva")
    for other in ("A-137", "A-1037", "B-0036", "1037"):
        a_patient(clinic, record_number=other, given_name="Other")

    answer = search(as_nurse, typed)

    is_opened = answer.headers.get("Location") == f"/patients/{patient.pk}/"
    assert is_opened != (listed(answer) == ["EXAMPLE, Eva"])


@pytest.mark.parametrize(
    ("number", "typed"),
    [
        ("A-0037/2", "a0037"),
        ("A-0037/2", "A00372"),
        ("A0037", "A-003"),
        ("24/0037", "37"),
        ("24/0037", "240037"),
        ("AB.12 3", "ab-12"),
    ],
)
def test_a_record_number_is_found_with_and_without_its_punctuation(
    as_nurse: Client, clinic: Clinic, number: str, typed: str
):
    a_patient(clinic, record_number=number)
    a_patient(clinic, record_number="B-1370", given_name="Other")

    assert found(as_nurse, typed) == ["EXAMPLE, Eva"]


@pytest.mark.parametrize("typed", ["003", "0", "000", "-0037", "A-37"])
def test_zeros_and_signs_are_typed_as_recorded(as_nurse: Client, clinic: Clinic, typed: str):
    a_patient(clinic, record_number="B-0450")

    assert found(as_nurse, typed) == ([] if typed != "0" else ["EXAMPLE, Eva"])


def renumbered(clinic: Clinic, nurse: Account, *numbers: str, given_name: str = "Eva") -> Patient:
    """Register a patient, then change the record number to each of the others."""
    first, *later = numbers
    patient = a_patient(clinic, record_number=first, given_name=given_name)
    for number in later:
        patient = change(patient, nurse, record_number=number)
    return patient


@pytest.mark.parametrize("typed", ["A-17", "a - 17", "a-1", "17"])
def test_a_former_record_number_finds_the_patient_and_the_row_says_so(
    as_nurse: Client, nurse: Account, clinic: Clinic, typed: str
):
    renumbered(clinic, nurse, "A-17", "B-2")

    row = list_row(search(as_nurse, typed), "EXAMPLE")
    assert row[0].endswith("B-2, formerly A-17")


def test_a_row_names_only_the_former_numbers_that_begin_as_typed(
    as_nurse: Client, nurse: Account, clinic: Clinic
):
    renumbered(clinic, nurse, "A-17", "C-5", "A-18", "a - 18", "B-2")

    for typed, told in {
        "a-1": "B-2, formerly a - 18; A-18; A-17",
        "c": "B-2, formerly C-5",
        "exa": "B-2",
    }.items():
        assert list_row(search(as_nurse, typed), "EXAMPLE")[0].endswith(f" {told}")


def test_a_number_that_another_patient_had_opens_no_chart(
    as_nurse: Client, nurse: Account, clinic: Clinic
):
    renumbered(clinic, nurse, "A-17", "B-2", given_name="Ada")
    a_patient(clinic, record_number="A-17")

    shown = search(as_nurse, "A-17")

    assert listed(shown) == ["EXAMPLE, Ada", "EXAMPLE, Eva"]
    assert list_row(shown, "EXAMPLE, Ada")[0].endswith(" B-2, formerly A-17")
    assert list_row(shown, "EXAMPLE, Eva")[0].endswith(" A-17")
