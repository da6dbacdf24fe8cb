"""A change of name or birth date asks if the patient is one who is registered already."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_dystonia, a_patient
from tests.pages.patient_forms import row_counts
from tests.pages.reading import errors, field_values, text
from tests.patients.events import event, events
from tests.titration.registration.edit.test_views import page_of, shown
from tests.titration.registration.register.test_same_person import SENTENCE, TICK

pytestmark = pytest.mark.django_db

ZOE = {"family_name": "Weiss", "given_name": "Zoe"}


@pytest.fixture(autouse=True)
def on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


@pytest.fixture
def zoe(clinic: Clinic) -> Patient:
    return a_patient(clinic, family_name="Weiß", given_name="Zoë", record_number="T-7")


@pytest.fixture
def eva(clinic: Clinic) -> Patient:
    eva = a_patient(clinic, family_name="Example", given_name="Eva")
    a_dystonia(eva)
    return eva


def test_a_name_that_becomes_another_patient_s_is_asked_about(
    as_nurse: Client, nurse: Account, zoe: Patient, eva: Patient
):
    form = {**shown(as_nurse, eva), **ZOE}
    before, told = row_counts(), len(events())

    page = as_nurse.post(page_of(eva), form)

    assert (page.status_code, errors(page)) == (422, [SENTENCE])
    assert "Weiß, Zoë born 01-May-1980 · record number T-7" in text(page)
    assert row_counts() == before
    listed = event("list", by=nurse, clinic_id=None, patient_ids=[zoe.pk])
    assert listed in events()[told:]


def test_with_the_tick_the_name_is_saved(as_nurse: Client, zoe: Patient, eva: Patient):
    page = as_nurse.post(page_of(eva), {**shown(as_nurse, eva), **ZOE})

    chart = as_nurse.post(page_of(eva), {**field_values(page), **TICK}, follow=True)

    assert "Saved Weiss, Zoe" in text(chart)


@pytest.mark.parametrize(
    ("born_on", "is_asked"),
    [("", True), ("1980", True), ("May-1980", True), ("01-May-1980", True), ("Jun-1980", False)],
)
def test_a_birth_date_that_may_become_a_namesake_s_is_asked_about(
    as_nurse: Client, clinic: Clinic, zoe: Patient, born_on: str, is_asked: bool
):
    other = a_patient(clinic, family_name="Weiss", given_name="Zoe", born_on="1955-12-24")
    a_dystonia(other)

    page = as_nurse.post(page_of(other), {**shown(as_nurse, other), "born_on": born_on})

    assert (page.status_code == 422) == is_asked


def test_namesakes_who_stay_so_are_not_asked_about_again(
    as_nurse: Client, clinic: Clinic, zoe: Patient
):
    other = a_patient(clinic, family_name="Weiss", given_name="Zoe")
    a_dystonia(other)

    changed = {**shown(as_nurse, other), "sex": "male", "record_number": "T-9"}

    assert as_nurse.post(page_of(other), changed).status_code == 302


def test_a_patient_is_not_their_own_namesake(as_nurse: Client, zoe: Patient):
    a_dystonia(zoe)

    changed = {**shown(as_nurse, zoe), **ZOE, "born_on": "1980"}

    assert as_nurse.post(page_of(zoe), changed).status_code == 302
