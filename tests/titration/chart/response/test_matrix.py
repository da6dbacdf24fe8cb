"""The response as a matrix: measures down, regimens across, worked out by hand."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings

from patients.models import Account, Patient
from tests.factories import a_rating, a_side_effect, a_step, an_effect_change, in_error
from tests.pages.charts import html_of
from tests.pages.reading import text
from tests.titration.reading.records import TODAY, Record, records
from titration.chart.page import chart_page
from titration.chart.response.matrix import Cell, Matrix, matrix
from titration.rules import Timeline


@pytest.fixture
def noon() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


@pytest.fixture
def shown(noon: None, patient: Patient, neurologist: Account) -> Matrix:
    """Record 10 mg from 5 January, 15 mg from 2 February, and what was seen until 2 March."""
    a_step(patient, "10x3", from_="2026-01-05")
    a_step(patient, "15x3", from_="2026-02-02")
    a_step(patient, "20x3", from_="2026-03-09")
    for value, day in (("8", "2026-01-05"), ("7", "2026-01-12"), ("5", "2026-02-02")):
        a_rating(patient, value, on_=day)
    a_rating(patient, "6", "mood", on_="2026-02-20")
    in_error(a_rating(patient, "1", "mood", on_="2026-02-25"))
    effect = a_side_effect(patient, "dizziness", from_="2026-01-30")
    an_effect_change(effect, "severe", on_="2026-02-11")
    an_effect_change(effect, "resolved", on_="2026-02-14")
    a_side_effect(patient, "dry mouth", from_="2026-02-01", until="2026-02-03")
    return chart_page(patient, neurologist).lists.response


def values(cells: list[Cell]) -> list[tuple[str, str]]:
    return [(cell.last, cell.first) for cell in cells]


@pytest.mark.django_db
def test_regimens_that_have_begun_stand_newest_left_and_the_time_before_them_last(shown: Matrix):
    assert [(head.total, head.regimen, head.dates, head.days) for head in shown.heads] == [
        ("45", "15 mg three times a day", "02-Feb-2026", "29 days"),
        ("30", "10 mg three times a day", "05-Jan-2026", "28 days"),
        ("Before", "no dose recorded", "", ""),
    ]


@pytest.mark.django_db
def test_a_cell_tells_the_last_value_and_the_first_where_it_was_another(shown: Matrix):
    assert [(row.measure, row.scale, values(row.cells)) for row in shown.measures] == [
        ("Spasm", "0–10, lower is better", [("", ""), ("5", "7"), ("8", "")]),
        ("Mood", "0–10, higher is better", [("6", ""), ("", ""), ("", "")]),
    ]


@pytest.mark.django_db
def test_days_are_counted_once_by_the_severity_of_the_day(shown: Matrix):
    assert [(row.severity, row.days) for row in shown.severities] == [
        ("severe", ["4 days", "", ""]),
        ("mild", ["9 days", "3 days", ""]),
    ]


@pytest.mark.django_db
def test_a_line_falls_as_the_value_does_and_ends_in_a_square(shown: Matrix):
    _, earlier, before = shown.measures[0].cells

    assert earlier.path == "M3 6L37 9M36 8h2v2h-2z"
    assert before.path == "M37 5M36 4h2v2h-2z"


@settings(max_examples=50)
@given(records(seen_until=TODAY))
def test_the_newest_regimens_are_those_of_the_whole(told: Record):
    timeline = Timeline.of(told.history())

    every = matrix(timeline, told.recorded, TODAY)
    newest = matrix(timeline, told.recorded, TODAY, most=2)

    assert newest.heads == every.heads[:2]
    assert newest.count == every.count == len(every.heads)
    whole = {row.measure: row.cells for row in every.measures}
    assert all(row.cells == whole[row.measure][:2] for row in newest.measures)
    assert all(any(cell.last for cell in row.cells) for row in every.measures)


@pytest.mark.django_db
def test_the_chart_shows_the_newest_and_its_own_page_all(
    noon: None, as_nurse: Client, patient: Patient
):
    for day in range(1, 13):
        a_step(patient, f"{day}x3", from_=f"2026-02-{day:02}")
    a_rating(patient, "6", on_="2026-02-03")
    a_rating(patient, "4", on_="2026-02-12")

    chart, page = html_of(as_nurse, patient), html_of(as_nurse, patient, "response/")

    columns = '<th scope="col"><b>'
    assert (chart.count(columns), page.count(columns)) == (8, 12)
    assert "All 12 regimens" in chart


@pytest.mark.django_db
def test_an_unknown_value_is_a_gap(noon: None, as_nurse: Client, patient: Patient):
    a_step(patient, "", in_words="5 mg every other day", from_="2026-01-05")
    a_step(patient, "", from_="2026-02-02")
    a_rating(patient, "4", on_="2026-02-02")

    shown = text(as_nurse.get(f"/patients/{patient.pk}/response/"))

    assert "Stopped no baclofen 02-Feb-2026 29 days" in shown
    assert "In words 5 mg every other day 05-Jan-2026 28 days" in shown
    assert "Spasm 0–10, lower is better 4" in shown
