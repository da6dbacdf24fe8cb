"""Patients of one name are told apart by their birth dates, in every list."""

from typing import Any

import pytest
from django.test import Client

from patients.models import Clinic
from tests.factories import a_clinic, a_nurse, a_patient
from tests.fixtures import signed_in
from tests.pages.reading import first_cells
from tests.pages.searching import search
from tests.titration.worklist.test_views import many_patients

pytestmark = pytest.mark.django_db

BY_NAME = {"sort": "name"}


def weiss(clinic: Clinic, family_name: str = "Weiß", **details: Any) -> None:
    a_patient(clinic, family_name=family_name, given_name="Zoë", **details)


def test_two_rows_of_one_folded_name_tell_the_birth_dates(as_nurse: Client, clinic: Clinic):
    weiss(clinic, born_on="1980-05-01")
    weiss(clinic, "WEISS", born_on="1955-12-24")
    weiss(clinic, "Weisz", born_on="1990-01-01")

    names = ["Weiß, Zoë born 01-May-1980", "WEISS, Zoë born 24-Dec-1955", "Weisz, Zoë"]
    assert first_cells(as_nurse.get("/", BY_NAME)) == names
    assert first_cells(search(as_nurse, "zoe")) == names


def test_an_unknown_birth_date_is_told_as_such(as_nurse: Client, clinic: Clinic):
    weiss(clinic, born_on="1980-05-01")
    weiss(clinic, born_on=None)

    names = ["Weiß, Zoë born 01-May-1980", "Weiß, Zoë birth date not recorded"]
    assert first_cells(as_nurse.get("/", BY_NAME)) == names


def test_a_namesake_on_another_page_counts_too(as_nurse: Client, clinic: Clinic):
    many_patients(clinic, 24)
    weiss(clinic)
    weiss(clinic)

    assert first_cells(as_nurse.get("/", BY_NAME))[24] == "Weiß, Zoë born 01-May-1980"


def test_a_namesake_in_another_clinic_does_not_count(clinic: Clinic):
    other = a_clinic()
    weiss(clinic)
    weiss(other)

    page = signed_in(a_nurse(clinic, other)).get("/", BY_NAME)

    assert first_cells(page) == ["Weiß, Zoë", "Weiß, Zoë"]
