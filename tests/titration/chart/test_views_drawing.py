"""The drawing is made for the width that the page has, and can be had on its own."""

import re

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import a_step
from tests.pages.charts import page_of
from tests.patients.events import event, events


def width_of(answer: str) -> int:
    """Return the width at which a page or fragment is drawn."""
    (width,) = re.findall(r'<svg class="history" width="(\d+)"', answer)
    return int(width)


@pytest.fixture(autouse=True)
def taken(patient: Patient) -> None:
    a_step(patient, "10x3", from_="2026-01-05")


def page(client: Client, patient: Patient, more: str = "", **headers: str) -> str:
    return client.get(f"{page_of(patient)}{more}", headers=headers).content.decode()


def test_a_page_whose_width_is_not_known_is_drawn_wide(as_nurse: Client, patient: Patient):
    assert width_of(page(as_nurse, patient)) == 1240


def test_a_telephone_that_says_so_is_drawn_narrow(as_nurse: Client, patient: Patient):
    assert width_of(page(as_nurse, patient, **{"Sec-CH-UA-Mobile": "?1"})) == 350


def test_the_next_page_is_drawn_for_the_width_that_was_measured(as_nurse: Client, patient: Patient):
    as_nurse.cookies["drawing_width"] = "788"

    assert width_of(page(as_nurse, patient)) == 788


@pytest.mark.parametrize(
    ("told", "drawn"),
    [("844", 844), ("1", 280), ("9" * 400, 1240), ("-5", 1240), ("٣٠٠", 300), ("", 1240)],
)
def test_any_width_told_is_answered(as_nurse: Client, patient: Patient, told: str, drawn: int):
    assert width_of(page(as_nurse, patient, f"drawing/?width={told}")) == drawn


def test_the_drawing_alone_has_the_range_and_the_instant_of_the_page(
    as_nurse: Client, patient: Patient
):
    a_step(patient, "15x3", from_="2024-01-05")

    assert page(as_nurse, patient, "drawing/?span=all").count("#step-") == 2
    assert page(as_nurse, patient, "drawing/?span=12m").count("#step-") == 1


def test_the_drawing_alone_is_on_record_as_a_reading(
    as_nurse: Client, nurse: Account, patient: Patient
):
    page(as_nurse, patient, "drawing/")

    assert events() == [event("read", by=nurse, patient=patient)]
