"""Who a page is about."""

import pytest
import time_machine
from django.template.loader import render_to_string

from patients.days import day_of_iso
from patients.models import Patient
from patients.web.banner import Banner, age_text, banner
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
        ada.pk, "Sample", "Ada", on("1979-03-04"), "46y", "Female", "T-7", "Cervical dystonia",
        clinic=ada.clinic.name, time_zone="Europe/London",
    )  # fmt: skip


def test_what_is_not_known_is_a_gap(patient: Patient):
    shown = banner(a_patient(patient.clinic, born_on=None, sex="unknown"), None)

    assert (shown.born_on, shown.age, shown.dystonia_label) == (None, "", "")
    assert shown.sex_label == "Not known"


@pytest.mark.parametrize(
    ("time_zone", "age"), [("Pacific/Auckland", "46y"), ("Europe/London", "45y")]
)
def test_a_birthday_comes_when_it_does_at_the_clinic(time_zone: str, age: str):
    patient = a_patient(a_clinic(time_zone=time_zone), born_on="1980-03-03")

    with time_machine.travel("2026-03-02T23:30Z"):
        assert banner(patient, None).age == age


@pytest.mark.parametrize(
    ("born_on", "age"),
    [
        ("2026-03-02", "0d"),
        ("2026-02-18", "12d"),
        ("2026-02-03", "27d"),
        ("2026-02-02", "4w"),
        ("2026-02-01", "4w 1d"),
        ("2026-01-08", "7w 4d"),
        ("2025-03-03", "52w"),
        ("2025-03-02", "12m"),
        ("2024-09-02", "18m"),
        ("2024-09-03", "17m"),
        ("2024-03-03", "23m"),
        ("2024-03-02", "2y"),
        ("2021-11-15", "4y 3m"),
        ("2008-03-03", "17y 11m"),
        ("2008-03-02", "18y"),
        ("1979-03-04", "46y"),
    ],
)
def test_an_age_is_told_in_days_then_weeks_then_months_then_years(born_on: str, age: str):
    assert age_text(on("2026-03-02"), on(born_on)) == age


@pytest.mark.parametrize(
    ("day", "age"), [("2026-02-28", "12m"), ("2026-03-30", "13m"), ("2026-03-31", "14m")]
)
def test_a_month_is_complete_on_the_first_day_after_one_that_lacks_the_day(day: str, age: str):
    born_on = on("2025-01-31")

    assert age_text(on(day), born_on) == age


@pytest.mark.parametrize(
    ("born_on", "age"),
    [
        ("1979", "46–47y"),
        ("1979-02", "47y"),
        ("1979-03", "46–47y"),
        ("1979-04", "46y"),
        ("2008", "17–18y"),
        ("2020", "5–6y"),
        ("2020-11", "5y 3m to 5y 4m"),
        ("2023-03", "2y 11m to 3y"),
        ("2024", "1–2y"),
        ("2024-03", "23m to 2y"),
        ("2024-06", "20–21m"),
        ("2025", "8w 5d to 14m"),
        ("2026", "0d to 8w 4d"),
        ("2026-02", "2d to 4w 1d"),
        ("2026-03", "0–1d"),
        ("2026-04", ""),
        ("2027", ""),
    ],
)
def test_an_age_of_an_inexact_birth_date_is_every_age_it_may_be(born_on: str, age: str):
    assert age_text(on("2026-03-02"), day_of_iso(born_on)) == age


def test_before_the_birth_no_age_is_told(patient: Patient):
    shown = banner(patient, None, on("1979-12-31"))

    assert (shown.born_on, shown.age) == (on("1980-05-01"), "")


def test_an_infant_has_an_age_in_weeks_and_days_on_the_page(patient: Patient):
    ada = a_patient(patient.clinic, born_on="2026-01-08")

    with time_machine.travel("2026-03-02T12:00Z"):
        shown = banner(ada, None)

    page = render_to_string("components/_patient_banner.html", {"patient": shown})
    assert "08-Jan-2026 (7w 4d)" in page
