"""What was planned up to today and not taken so is drawn beside what was taken."""

import re

import pytest

from patients.models import Account, Patient
from tests.factories import a_planned_step, a_step
from titration.chart.page import chart_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]

INTENDED = re.compile(r'<path d="([^"]*)"[^>]*stroke-dasharray="4 3"')
NOW = re.compile(r'<text x="(\d+)" y="(\d+)"[^>]*>30 now</text>')


def drawing(patient: Patient, reader: Account) -> str:
    return str(chart_page(patient, reader).drawing)


def test_a_planned_step_that_waits_is_drawn_apart_from_the_dose(patient: Patient, nurse: Account):
    a_step(patient, "10x3", from_="2026-02-02")
    a_planned_step(patient, "10 10 15", from_="2026-02-20")

    drawn = drawing(patient, nurse)

    assert "planned 10 mg, 10 mg, 15 mg a day = 35 mg per day" in drawn
    (intended,) = INTENDED.findall(drawn)
    height = int(re.findall(r"[MV]\d+ ?(\d+)H", intended)[0])
    (baseline,) = (int(y) for _, y in NOW.findall(drawn))
    assert not height - 5 < baseline - 6 < height + 5  # the words are not written across it


@pytest.mark.parametrize("answer", ["confirmed", "ahead"])
def test_what_was_taken_as_planned_or_lies_ahead_is_drawn_once(
    patient: Patient, nurse: Account, answer: str
):
    a_step(patient, "10x3", from_="2026-02-02")
    day = "2026-02-20" if answer == "confirmed" else "2026-03-20"
    planned = a_planned_step(patient, "5x3", from_=day)
    if answer == "confirmed":
        a_step(patient, "5x3", from_=day, phase="taper", planned=planned)

    assert not INTENDED.findall(drawing(patient, nurse))


def test_a_later_dose_step_ends_what_was_intended(patient: Patient, nurse: Account):
    a_step(patient, "10x3", from_="2026-01-05")
    a_planned_step(patient, "5x3", from_="2026-02-02")
    a_step(patient, "20x3", from_="2026-02-16")

    drawn = drawing(patient, nurse)

    (days,) = re.findall(r'data-days="(\d+ \d+)" data-y="\d+"><title>planned 5 mg', drawn)
    first, until = map(int, days.split())
    assert until - first == 14
