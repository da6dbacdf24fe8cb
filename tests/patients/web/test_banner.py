"""Who a page is about."""

import pytest
import time_machine

from patients.models import Patient
from patients.web.banner import Banner, banner
from tests.factories import a_clinic, a_dystonia, a_patient, on

pytestmark = pytest.mark.django_db


def test_it_says_everything_that_identifies_a_patient(patient: Patient):
    ada = a_patient(
        patient.clinic, family_name="Sample", given_name="Ada", record_number="T-7",
        born_on="1979-03-04",
    )  # fmt: skip

    with time_machine.travel("2026-03-02T12:00Z"):
        shown = banner(ada, a_dystonia(ada, "cervical"))

    assert shown == Banner(
        ada.pk, "Sample, Ada", on("1979-03-04"), 46, "Female", "T-7", "Cervical dystonia"
    )


def test_what_is_not_known_is_a_gap(patient: Patient):
    shown = banner(a_patient(patient.clinic, born_on=None, sex="unknown"), None)

    assert (shown.born_on, shown.age, shown.dystonia_label) == (None, None, "")
    assert shown.sex_label == "Not known"


@pytest.mark.parametrize(("time_zone", "age"), [("Pacific/Auckland", 46), ("Europe/London", 45)])
def test_a_birthday_comes_when_it_does_at_the_clinic(time_zone: str, age: int):
    patient = a_patient(a_clinic(time_zone=time_zone), born_on="1980-03-03")

    with time_machine.travel("2026-03-02T23:30Z"):
        assert banner(patient, None).age == age
