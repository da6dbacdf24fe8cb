"""Patients are found by their birth date, alone or beside a name."""

import pytest
from django.test import Client

from patients.days import day_of_iso
from patients.models import Account, Clinic
from tests.factories import a_clinic, a_patient
from tests.pages.reading import groups, listed
from tests.pages.searching import found, search
from tests.titration.worklist.test_views_search_names import renamed

pytestmark = pytest.mark.django_db

BORN = {
    "Beispiel, Ada": "1979-03-14",
    "Beispiel, Bo": "1979-03-15",
    "Example, Ada": "1979-03-14",
    "Sample, Eva": "1979-03",
    "Tester, Ivo": "1979",
    "Tester, Una": None,
}
FOUND = {
    "14-Mar-1979": ["Beispiel, Ada", "Example, Ada", "Sample, Eva", "Tester, Ivo"],
    "15 March 1979": ["Beispiel, Bo", "Sample, Eva", "Tester, Ivo"],
    "Mar-1979": ["Beispiel, Ada", "Beispiel, Bo", "Example, Ada", "Sample, Eva", "Tester, Ivo"],
    "beispiel 14-Mar-1979": ["Beispiel, Ada"],
    "1979-03-14 ada": ["Beispiel, Ada", "Example, Ada"],
    "ada, beispiel 1979": ["Beispiel, Ada"],
    "tester 1979": ["Tester, Ivo"],
    "tester 14-Mar-1980": [],
    "1979": [],
}


@pytest.fixture(autouse=True)
def _people(clinic: Clinic) -> None:
    for name, told in BORN.items():
        family_name, given_name = name.split(", ")
        born_on = day_of_iso(told) if told else None
        a_patient(clinic, family_name=family_name, given_name=given_name, born_on=born_on)
    a_patient(a_clinic(), family_name="Beispiel", born_on=day_of_iso("1979-03-14"))


def test_a_birth_date_finds_those_who_may_be_born_then_and_narrows_a_name(as_nurse: Client):
    assert {typed: found(as_nurse, typed) for typed in FOUND} == FOUND


def test_a_name_with_a_slip_is_narrowed_too(as_nurse: Client):
    page = search(as_nurse, "beispeil 15-Mar-1979")

    assert groups(page) == {"Nearly so": ["Beispiel, Bo"]}
    assert listed(page) == ["Beispiel, Bo"]


def test_a_former_name_is_narrowed_by_the_birth_date_of_today(
    as_nurse: Client, nurse: Account, clinic: Clinic
):
    renamed(clinic, nurse, ("Former", "Zoë"), ("Weiß", "Zoë"))

    assert found(as_nurse, "former 01-May-1980") == ["Weiß, Zoë"]
    assert found(as_nurse, "former 02-May-1980") == []


def test_a_record_number_that_reads_as_a_month_is_found_too(as_nurse: Client, clinic: Clinic):
    a_patient(clinic, family_name="Zeta", record_number="1979-03/7")

    assert "Zeta, Eva" in found(as_nurse, "1979-03")
