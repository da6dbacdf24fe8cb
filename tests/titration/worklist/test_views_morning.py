"""The morning list: its groups, their order for each role, and what a row says in each."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import (
    a_check,
    a_patient,
    a_review,
    a_side_effect,
    a_step,
)
from tests.fixtures import signed_in
from tests.pages.reading import groups, list_row, listed, text

pytestmark = pytest.mark.django_db

OVERDUE, CONTACT, PLANNED = "Review overdue", "To contact", "Planned steps"
GRAVE, REST = "Serious or severe", "Everyone else"


@pytest.fixture(autouse=True)
def noon_of_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


def called(clinic: Clinic, name: str) -> Patient:
    """Register a patient without a given name, so that a list shows the name alone."""
    return a_patient(clinic, family_name=name, given_name="")


@pytest.fixture
def one_of_each(clinic: Clinic) -> None:
    """Register a patient for each group, named so that the order by name is another."""
    called(clinic, "A rest")
    a_step(called(clinic, "B contact"), "10x3", from_="2026-02-23")
    planned = called(clinic, "C planned")
    a_step(planned, "10x3", from_="2026-02-02")
    a_check(planned, asked_on="2026-02-10")
    a_step(planned, "15x3", from_="2026-03-06")
    a_review(called(clinic, "D overdue"), on_="2026-01-05", next_on="2026-02-18")
    a_side_effect(called(clinic, "E grave"), "nausea", "severe", from_="2026-02-27")


@pytest.mark.usefixtures("one_of_each")
def test_a_neurologist_sees_reviews_before_contacts(as_neurologist: Client):
    assert groups(as_neurologist.get("/")) == {
        GRAVE: ["E grave"],
        OVERDUE: ["D overdue"],
        PLANNED: ["C planned"],
        CONTACT: ["B contact"],
        REST: ["A rest"],
    }


@pytest.mark.usefixtures("one_of_each")
def test_a_nurse_sees_contacts_before_reviews(as_nurse: Client):
    page = as_nurse.get("/")

    assert list(groups(page)) == [GRAVE, CONTACT, PLANNED, OVERDUE, REST]
    views = "This morning Serious or severe 1 To contact 1 Planned steps 1 Review overdue 1"
    assert f"{views} Changed since you last looked 0 All patients 5" in text(page)


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("E grave", "Nausea, severe, 3 days"),
        ("D overdue", "Review 12 days overdue set for 18-Feb-2026"),
        ("C planned", "30 → 45 mg per day on 06-Mar-2026 Friday, in 4 days"),
        ("B contact", "0 → 30 mg per day 7 days ago, no contact"),
        ("A rest", ""),
    ],
)
def test_a_row_says_why_a_patient_is_in_a_group(as_nurse: Client, name: str, words: str):
    assert list_row(as_nurse.get("/"), name)[1] == words


@pytest.mark.usefixtures("one_of_each")
def test_contacts_and_reviews_stand_beside(as_nurse: Client):
    page = as_nurse.get("/")

    assert list_row(page, "C planned")[4:] == ["10-Feb-2026", ""]
    assert list_row(page, "D overdue")[4:] == ["05-Jan-2026", "18-Feb-2026 12 days past"]


def test_the_worst_comes_first_then_what_lasts_longest_then_the_name(
    as_nurse: Client, clinic: Clinic
):
    effects = {
        "A serious": ("muscle weakness", "mild", "2026-01-05"),
        "B later": ("nausea", "severe", "2026-02-20"),
        "D same": ("nausea", "severe", "2026-02-10"),
        "C same": ("nausea", "severe", "2026-02-10"),
        "E moderate": ("mental confusion", "moderate", "2026-01-01"),
    }
    for name, (term, severity, since) in effects.items():
        a_side_effect(called(clinic, name), term, severity, from_=since)

    assert groups(as_nurse.get("/"))[GRAVE] == [
        "C same",
        "D same",
        "B later",
        "E moderate",
        "A serious",
    ]


def test_notices_never_lift_a_patient_over_one_with_a_severe_effect(
    as_nurse: Client, clinic: Clinic
):
    noticed = called(clinic, "A noticed")
    a_step(noticed, "30x4", from_="2026-02-02")
    a_side_effect(noticed, "muscle weakness", "mild", from_="2026-02-03")
    a_side_effect(called(clinic, "Z severe"), "muscle weakness", "severe", from_="2026-03-01")

    assert listed(as_nurse.get("/")) == ["Z severe", "A noticed"]


def test_a_patient_stands_in_the_first_group_that_fits_the_role(
    as_nurse: Client, as_neurologist: Client, patient: Patient
):
    a_review(patient, on_="2026-01-05", next_on="2026-02-18")
    a_step(patient, "10x3", from_="2026-02-23")

    assert list(groups(as_nurse.get("/"))) == [CONTACT]
    assert list(groups(as_neurologist.get("/"))) == [OVERDUE]


def test_days_alone_bring_a_patient_into_a_group_and_out_of_it(nurse: Account, patient: Patient):
    a_step(patient, "10x3", from_="2026-02-02")
    a_check(patient, asked_on="2026-02-10")
    a_step(patient, "15x3", from_="2026-03-12")

    for day, group in {"02": REST, "05": PLANNED, "11": PLANNED, "12": CONTACT}.items():
        with time_machine.travel(f"2026-03-{day}T12:00Z"):
            assert list(groups(signed_in(nurse).get("/"))) == [group]


def test_a_group_shows_its_first_patients_and_leads_to_all_of_them(
    as_nurse: Client, clinic: Clinic
):
    for number in range(40):
        a_review(called(clinic, f"T{number:02}"), on_="2026-01-05", next_on="2026-02-01")

    page = as_nurse.get("/")

    assert groups(page) == {OVERDUE: [f"T{number:02}" for number in range(6)]}
    assert "34 more" in text(page)
    whole = as_nurse.get("/", {"view": "overdue"})
    assert groups(whole) == {OVERDUE: [f"T{number:02}" for number in range(25)]}


def test_the_charts_opened_last_stand_beside(as_nurse: Client, clinic: Clinic):
    first, second = called(clinic, "First"), called(clinic, "Second")
    for patient in (first, second, first):
        as_nurse.get(f"/patients/{patient.pk}/")

    assert "Recently opened First Second" in text(as_nurse.get("/"))
