"""A flag ahead is shown with the dose step that begins it; any other one only from its day on."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_patient, a_review, a_step
from tests.fixtures import signed_in
from tests.pages.charts import html_of, page_of
from tests.pages.reading import words
from titration.chart.page import chart_page

pytestmark = pytest.mark.django_db

EIGHTEENTH_BIRTHDAY = "2038-01-20T12:00Z"


@pytest.fixture(autouse=True)
def noon_on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


@pytest.fixture
def child(clinic: Clinic) -> Patient:
    """Return a child of six on 7.5 mg four times a day."""
    child = a_patient(clinic, born_on="2020-01-20")
    a_step(child, "7.5x4", from_="2026-01-05", already_taking=True)
    return child


def planned(patient: Patient, reader: Account) -> list[tuple[str, str]]:
    """Return the label and the first day of each flag shown as planned."""
    planned = chart_page(patient, reader).lists.flags.planned
    return [(line.label, str(line.since)) for block in planned for line in block.lines]


def of_today(patient: Patient, reader: Account) -> set[str]:
    flags = chart_page(patient, reader).lists.flags
    return {line.label for block in (*flags.notable, *flags.context) for line in block.lines}


def test_a_child_s_chart_plans_no_flag_for_the_18th_birthday(child: Patient, neurologist: Account):
    assert planned(child, neurologist) == []
    assert "Dose not compared" in of_today(child, neurologist)


def test_on_the_18th_birthday_its_flags_are_there(child: Patient, neurologist: Account):
    with time_machine.travel(EIGHTEENTH_BIRTHDAY):
        today = of_today(child, neurologist)

    assert {"Amount below the range per dose", "Number of doses a day differs"} <= today
    assert "Dose not compared" not in today


def test_how_a_birthday_s_flag_is_computed_is_told_from_its_day_on(child: Patient, nurse: Account):
    address = f"{page_of(child)}flags/per-dose-below/2038-01-20/"

    assert signed_in(nurse).get(address).status_code == 404
    with time_machine.travel(EIGHTEENTH_BIRTHDAY):
        assert signed_in(nurse).get(address).status_code == 200


def test_a_birthday_within_a_planned_step_is_not_shown_with_it(
    clinic: Clinic, neurologist: Account
):
    young = a_patient(clinic, born_on="2008-03-20")
    a_step(young, "25x3", from_="2026-03-09")

    assert ("Dose not compared", "2026-03-09") in planned(young, neurologist)
    assert "2026-03-20" not in {since for _, since in planned(young, neurologist)}


def test_a_review_date_to_come_is_not_shown_before_it_has_passed(
    patient: Patient, neurologist: Account
):
    a_review(patient, on_="2026-02-09", next_on="2026-03-02")

    assert planned(patient, neurologist) == []
    with time_machine.travel("2026-03-03T12:00Z"):
        assert "Review date passed" in of_today(patient, neurologist)


@pytest.mark.parametrize("starts_on", ["2026-03-02", "2026-03-09"])
def test_no_contact_yet_is_not_shown_ahead(patient: Patient, neurologist: Account, starts_on: str):
    """Neither tomorrow's after a step of today, nor the one on the day after a planned step."""
    a_step(patient, "5x3", from_=starts_on)

    assert "No contact since the change" not in {
        label for label, _ in planned(patient, neurologist)
    }
    with time_machine.travel("2026-03-10T12:00Z"):
        assert "No contact since the change" in of_today(patient, neurologist)


def test_a_planned_step_s_flags_are_shown_folded_and_computed(
    patient: Patient, neurologist: Account, as_nurse: Client
):
    a_step(patient, "10x3", from_="2026-01-05", already_taking=True)
    a_step(patient, "25x3", from_="2026-03-09")

    assert sorted(planned(patient, neurologist)) == [
        ("Amount above the range per dose", "2026-03-09"),
        ("Total above the range per day", "2026-03-09"),
    ]
    shown = words(html_of(as_nurse, patient))
    assert "Planned, with the steps from 09-Mar-2026 1 From 09-Mar-2026, with 25 mg" in shown
    address = f"{page_of(patient)}flags/total-above/2026-03-09/"
    assert as_nurse.get(address).status_code == 200
