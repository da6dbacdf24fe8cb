"""The rows and columns of a schedule, from what is recorded."""

from decimal import Decimal

import pytest

from patients.models import Account, Patient
from tests.factories import a_planned_step, a_step
from titration.letters.schedule import (
    ChosenTablets,
    Dose,
    Schedule,
    ScheduleRow,
    schedule,
    version_text,
)
from titration.reading.recorded import read

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

TENS = ChosenTablets([Decimal(10)], may_halve=True)


def sheet_of(patient: Patient, tablets: ChosenTablets = TENS) -> Schedule:
    sheet = schedule(read(patient), patient.clinic.today(), tablets)
    assert sheet
    return sheet


def cells(row: ScheduleRow) -> list[str]:
    """Return what stands in the columns of a row."""
    return [row.words] if row.words else list(map(in_cell, row.doses))


def in_cell(dose: Dose | None) -> str:
    if dose is None:
        return ""
    tablets = [f"{each.count} of {each.strength}" for each in dose.tablets]
    return ", ".join(filter(None, [dose.amount, dose.time, *tablets, dose.no_tablets]))


def test_what_lies_ahead_follows_what_is_taken_until_then(patient: Patient):
    a_step(patient, "15x3", from_="2026-02-02")
    a_step(patient, "2.5 5", from_="2026-03-16", phase="taper")
    a_step(patient, "", from_="2026-03-23")

    sheet = sheet_of(patient)

    assert sheet.until == "15 mg three times a day = 45 mg per day"
    assert sheet.columns == ["1st dose", "2nd dose"]
    assert [(row.weekday, row.from_on, row.total, cells(row)) for row in sheet.rows] == [
        (
            "Monday", "16-Mar-2026", "7.5 mg per day",
            ["2.5 mg, cannot be made from these tablets", "5 mg, half a tablet of 10 mg"],
        ),
        ("Monday", "23-Mar-2026", "", ["Stopped"]),
    ]  # fmt: skip
    assert sheet.tablets == "10 mg, which may be halved"


def test_with_nothing_ahead_the_regimen_of_now_is_the_only_row(patient: Patient):
    a_step(patient, "10", from_="2026-02-02")

    sheet = sheet_of(patient)

    assert (sheet.until, sheet.columns) == ("", ["Dose"])
    assert [(row.from_on, cells(row)) for row in sheet.rows] == [
        ("02-Feb-2026", ["10 mg, 1 tablet of 10 mg"])
    ]


def test_times_of_day_are_columns_where_every_regimen_tells_them(patient: Patient):
    a_step(patient, "10 20", at="morning bedtime", from_="2026-03-16")
    a_step(patient, "10 10 20", at="morning midday bedtime", from_="2026-03-23")
    a_step(patient, "", in_words="5 mg every other day", from_="2026-03-30")

    sheet = sheet_of(patient, ChosenTablets())

    assert sheet.columns == ["Morning", "Midday", "Bedtime"]
    assert [cells(row) for row in sheet.rows] == [
        ["10 mg", "", "20 mg"],
        ["10 mg", "10 mg", "20 mg"],
        ["5 mg every other day"],
    ]
    assert (sheet.until, sheet.tablets) == ("", "")


def test_where_one_regimen_tells_no_times_doses_are_numbered_and_keep_theirs(patient: Patient):
    a_step(patient, "10 20", at="morning bedtime", from_="2026-03-16")
    a_step(patient, "5x3", from_="2026-03-23")

    sheet = sheet_of(patient, ChosenTablets())

    assert sheet.columns == ["1st dose", "2nd dose", "3rd dose"]
    assert list(map(cells, sheet.rows)) == [["10 mg, morning", "20 mg, bedtime", ""], ["5 mg"] * 3]


def test_a_step_that_changes_only_the_phase_is_no_row(patient: Patient):
    a_step(patient, "10x3", from_="2026-02-02", phase="initiation")
    a_step(patient, "10x3", from_="2026-03-16")
    a_step(patient, "15x3", from_="2026-03-23")

    assert [row.from_on for row in sheet_of(patient).rows] == ["23-Mar-2026"]


def test_after_a_stop_no_baclofen_is_taken_until_the_first_date(patient: Patient):
    a_step(patient, "", from_="2026-02-02")
    a_step(patient, "5x3", from_="2026-03-16", phase="initiation")

    assert sheet_of(patient).until == "no baclofen"


def test_without_a_regimen_there_is_no_sheet(patient: Patient):
    assert schedule(read(patient), patient.clinic.today(), TENS) is None


def test_a_plan_is_printed_with_its_version_and_what_waits_comes_first(
    patient: Patient, neurologist: Account
):
    a_step(patient, "15x3", from_="2026-02-02")
    a_planned_step(patient, "10x3", from_="2026-03-01", version=2, by=neurologist)
    a_planned_step(patient, "", from_="2026-03-16", version=2, by=neurologist)
    recorded, today = read(patient), patient.clinic.today()

    sheet = sheet_of(patient)

    assert sheet.until == "15 mg three times a day = 45 mg per day"
    assert [row.from_on for row in sheet.rows] == ["01-Mar-2026", "16-Mar-2026"]
    assert version_text(recorded, patient.clinic, today) == (
        f"This sheet is version 2 of the schedule, drafted 02-Mar-2026 by {neurologist.full_name}."
        " A sheet with a lower version number is out of date."
    )
