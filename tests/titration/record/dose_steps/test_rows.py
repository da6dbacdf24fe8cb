"""Dose steps as rows: in words, and compared with the article only for adults."""

from datetime import UTC, datetime
from typing import Any

import pytest

from patients.days import InexactDay
from tests.factories import on
from tests.titration.reading.records import NIA, NORA, TODAY, markings, record, step_row
from titration.reading.rows import RecordedStep
from titration.record.dose_steps.rows import StepRow, fact_words
from titration.record.dose_steps.rows import step_row as shown_as
from titration.rules import Step

JANUARY, FEBRUARY = on("2026-01-05"), on("2026-02-02")


def compared(*rows: RecordedStep, born_on: str | None = "1980-05-01") -> list[str | None]:
    """Return how each step compares with the article; ``None`` where it is not compared."""
    told = record(*rows, born_on=born_on)
    found = told.compared()
    return [found.get(row.starts_on) for row in told.steps]


@pytest.mark.parametrize(
    ("doses", "words"),
    [
        ("10x3", "within"),
        ("20x3", "within"),
        ("10 15 20", "within"),
        ("9.99 20 20", "below per dose"),
        ("20.01 10 10", "above per dose"),
        ("5x3", "below per dose, below per day"),
        ("25x3", "above per dose, above per day"),
        ("15x2", "doses a day differ"),
        ("15x4", "doses a day differ"),
        ("20x4", "doses a day differ, above per day"),
        ("5 5 25", "above per dose, below per dose"),
        ("30", "doses a day differ, above per dose"),
    ],
)
def test_a_step_of_an_adult_says_each_way_in_which_it_differs(doses: str, words: str):
    assert compared(step_row(doses, from_=JANUARY)) == [words]


def test_each_step_stands_alone():
    rows = step_row("5x3", from_=JANUARY), step_row("10x3", from_=FEBRUARY)

    assert compared(*rows) == ["below per dose, below per day", "within"]


def test_the_phase_changes_no_comparison():
    assert compared(step_row("5x2", from_=JANUARY, phase="initiation")) == [
        "doses a day differ, below per dose, below per day"
    ]


@pytest.mark.parametrize("born_on", [None, "2015-06-30"])
def test_without_an_adult_s_birth_date_nothing_is_compared(born_on: str | None):
    rows = step_row("25x3", from_=JANUARY), step_row("30x3", from_=FEBRUARY)

    assert compared(*rows, born_on=born_on) == ["not compared", "not compared"]


@pytest.mark.parametrize(
    ("born_on", "words"),
    [("2008-03-02", "above per dose, above per day"), ("2008-03-03", "not compared")],
)
def test_a_step_is_compared_from_the_18th_birthday_on_and_not_before(born_on: str, words: str):
    assert compared(step_row("25x3", from_=JANUARY), born_on=born_on) == [words]


def test_a_planned_step_is_compared_where_the_patient_will_be_18_on_its_first_day():
    rows = step_row("25x3", from_="2026-03-09"), step_row("25x3", from_="2026-03-10", phase="taper")

    assert compared(*rows, born_on="2008-03-10") == [
        "not compared",
        "above per dose, above per day",
    ]


def test_a_step_in_which_the_patient_turned_18_is_compared():
    rows = step_row("25x3", from_=JANUARY), step_row("5x3", from_=FEBRUARY)

    assert compared(*rows, born_on="2008-02-01") == [
        "above per dose, above per day",
        "below per dose, below per day",
    ]


def test_a_step_that_ends_on_the_18th_birthday_is_not():
    rows = step_row("25x3", from_=JANUARY), step_row("25x3", from_=FEBRUARY, phase="taper")

    assert compared(*rows, born_on="2008-02-02") == [
        "not compared",
        "above per dose, above per day",
    ]


def test_a_stop_is_not_compared():
    assert compared(step_row("10x3", from_=JANUARY), step_row("", from_=FEBRUARY))[1] is None


def shown(row: RecordedStep, words: str = "within") -> StepRow:
    """Return a step as the row for a reader who may mark what Nora recorded."""
    return shown_as(row, {row.starts_on: words}, TODAY, markings())


def test_a_row_is_in_words():
    row = shown(
        step_row(
            "5 5 12.50", from_=JANUARY, phase="initiation", reason="more effect wanted",
            note="With food", already_taking=True,
        )
    )  # fmt: skip

    assert (row.starts_on, row.regimen) == ("05-Jan-2026", "5 mg, 5 mg, 12.5 mg a day")
    assert (row.total, row.compared) == ("22.5", "within")
    assert row.part == "Initiation, more effect wanted, already taking"
    assert (row.note, row.is_planned) == ("With food", False)
    assert row.marking.recorded_by == "Nora NEUROLOGIST"


def test_a_regimen_in_words_is_shown_as_written_without_a_total_and_not_compared():
    told = step_row("", from_=JANUARY, in_words="5 mg every other day")

    assert (shown(told).regimen, shown(told).total) == ("5 mg every other day", "")
    assert compared(told, step_row("10x3", from_=FEBRUARY)) == ["not compared", "within"]


def test_amounts_are_shown_with_their_times_of_day():
    timed = step_row("10 20", from_=JANUARY, times_of_day=("morning", "bedtime"))

    assert shown(timed).regimen == "10 mg morning, 20 mg bedtime a day"
    assert shown(timed).total == "30"


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ({"decided_by": "hospital"}, "Maintenance, decided by hospital"),
        ({"decided_by": "patient or carer"}, "Maintenance, decided by patient or carer"),
        ({"decided_by": "this clinic"}, "Maintenance"),
        (
            {"already_taking": True, "taking_since": InexactDay.in_year(2019)},
            "Maintenance, already taking since 2019",
        ),
        (
            {"already_taking": True, "taking_since": on("2019-11-06"), "reason": "ran out"},
            "Maintenance, ran out, already taking since 06-Nov-2019",
        ),
    ],
)
def test_a_row_says_who_decided_and_since_when_it_was_taken(told: dict[str, Any], part: str):
    assert shown(step_row("10x3", from_=JANUARY, **told)).part == part


def test_a_stop_reads_stopped_and_totals_nothing():
    row = shown(step_row("", from_=JANUARY))

    assert (row.regimen, row.total, row.part) == ("Stopped", "0", "Stopped")


@pytest.mark.parametrize(("day", "planned"), [("2026-03-02", False), ("2026-03-03", True)])
def test_a_step_of_after_today_is_planned(day: str, planned: bool):
    assert shown(step_row("10x3", from_=day)).is_planned is planned


def test_a_step_in_error_is_neither_compared_nor_planned_and_says_why():
    row = shown(
        step_row(
            "100x3", from_="2026-03-09", status="entered-in-error", marked_reason="Typo",
            marked_by_id=NIA.pk, marked_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        )
    )  # fmt: skip

    assert (row.compared, row.is_planned) == ("", False)
    mark = row.marking
    assert (mark.is_in_error, mark.reason, mark.may_mark) == (True, "Typo", False)
    assert (mark.marked_by, mark.marked_on) == ("Nia EXAMPLE", "01-Mar-2026")


@pytest.mark.parametrize(("recorded_by_id", "may"), [(NORA.pk, True), (NIA.pk, False)])
def test_a_row_tells_whether_its_reader_may_mark_it(recorded_by_id: int, may: bool):
    row = shown(step_row("10x3", from_=JANUARY, recorded_by_id=recorded_by_id))

    assert row.marking.may_mark is may


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (step_row("10", from_=JANUARY).fact, "10 mg once a day, 10 mg per day, maintenance"),
        (step_row("", from_=JANUARY, in_words="as needed").fact, "as needed, maintenance"),
        (step_row("", from_=JANUARY).fact, "stopped"),
    ],
)
def test_a_fact_is_said_in_one_line(fact: Step, said: str):
    assert fact_words(fact) == f"Dose step from 05-Jan-2026: {said}"
