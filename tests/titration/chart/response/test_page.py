"""What was observed while each regimen was taken, worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given, settings

from patients.days import last_of
from patients.models import Patient
from tests.factories import (
    a_check,
    a_rating,
    a_side_effect,
    a_step,
    an_effect_change,
    in_error,
)
from tests.titration.reading.records import TODAY, Record, records
from titration.chart.response.page import MeasureRow, ObservedEffect, Part, parts, response_page
from titration.rules import Timeline

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SPASM = ("Spasm", "0–10, lower is better")


@pytest.fixture
def observed(patient: Patient) -> list[Part]:
    """Record 10 mg from 5 January, 15 mg from 2 February, and observations until 2 March."""
    with time_machine.travel(NOON, tick=False):
        a_step(patient, "10x3", from_="2026-01-05")
        a_step(patient, "10x3", from_="2026-01-19", phase="taper")
        a_step(patient, "15x3", from_="2026-02-02")
        a_step(patient, "20x3", from_="2026-03-09")
        for value, day in (("8", "2026-01-05"), ("5", "2026-02-02"), ("4", "2026-02-03")):
            a_rating(patient, value, on_=day)
        a_rating(patient, "6", "mood", on_="2026-02-02", rater="carer")
        in_error(a_rating(patient, "1", on_="2026-02-10"))
        a_side_effect(patient, "dizziness", "moderate", from_="2026-01-30", until="2026-02-03")
        a_side_effect(patient, "dry mouth", from_="2026-02-02")
        a_check(patient, asked_on="2026-01-20")
        return response_page(patient, None).parts


@pytest.mark.django_db
def test_regimens_come_latest_first_and_only_those_that_have_begun(observed: list[Part]):
    assert [(part.regimen, part.dates, part.days) for part in observed] == [
        ("15 mg three times a day", "since 02-Feb-2026", 29),
        ("10 mg three times a day", "05-Jan-2026 to 01-Feb-2026", 28),
        ("Before the first recorded dose", "", None),
    ]
    assert [part.total for part in observed] == ["45 mg per day", "30 mg per day", ""]


@pytest.mark.django_db
def test_a_rating_belongs_to_the_regimen_taken_on_the_day_before_it(observed: list[Part]):
    now, earlier, before = (part.measures for part in observed)

    assert now == [MeasureRow(*SPASM, ["4 on 03-Feb-2026, by patient"])]
    assert earlier == [
        MeasureRow(*SPASM, ["5 on 02-Feb-2026, by patient"]),
        MeasureRow("Mood", "0–10, higher is better", ["6 on 02-Feb-2026, by carer"]),
    ]
    assert before == [MeasureRow(*SPASM, ["8 on 05-Jan-2026, by patient"])]


@pytest.mark.django_db
def test_a_side_effect_counts_on_the_days_it_shared_with_a_regimen(observed: list[Part]):
    now, earlier, before = observed

    dizzy = ("Dizziness", "moderate", "30-Jan-2026 to 03-Feb-2026")
    assert now.effects == [
        ObservedEffect("Dry mouth", "mild", "since 02-Feb-2026", 29),
        ObservedEffect(*dizzy, 2),
    ]
    assert earlier.effects == [ObservedEffect(*dizzy, 3)]
    assert (now.effect_days, earlier.effect_days, before.effect_days) == (29, 3, 0)
    assert [part.asked_on for part in observed] == [[], ["20-Jan-2026"], []]


@pytest.mark.django_db
def test_the_page_shows_what_was_known_at_an_instant(observed: list[Part], patient: Patient):
    page = response_page(patient, NOON - timedelta(days=1))

    assert page.parts == []
    assert page.known_at == "01-Mar-2026 12:00"


@settings(max_examples=50)
@given(records(seen_until=TODAY))
def test_every_observation_stands_in_exactly_one_regimen(told: Record):
    found = list(parts(Timeline.of(told.history()), told.recorded, TODAY))

    listed = [words for part in found for row in part.measures for words in row.ratings]
    assert len(listed) == len(told.ratings)
    lasted = [((row.ended_on or TODAY) - last_of(row.onset_on)).days + 1 for row in told.effects]
    lasted = [max(days, 0) for days in lasted]
    assert sum(effect.days for part in found for effect in part.effects) == sum(lasted)
    assert all(part.effect_days <= part.days for part in found if part.days is not None)


@pytest.mark.django_db
def test_days_are_counted_by_the_severity_of_the_day(patient: Patient):
    with time_machine.travel(NOON, tick=False):
        a_step(patient, "5x3", from_="2026-01-05")
        a_step(patient, "10x3", from_="2026-02-01")
        effect = a_side_effect(patient, from_="2026-01-20")
        an_effect_change(effect, "severe", on_="2026-02-11")
        an_effect_change(effect, "resolved", on_="2026-02-14")

        now, earlier = response_page(patient, None).parts

    assert now.effects == [
        ObservedEffect("Drowsiness", "mild", "20-Jan-2026 to 10-Feb-2026", 10),
        ObservedEffect("Drowsiness", "severe", "11-Feb-2026 to 14-Feb-2026", 4),
    ]
    mild = ("Drowsiness", "mild", "20-Jan-2026 to 10-Feb-2026")
    assert earlier.effects == [ObservedEffect(*mild, 12)]
    assert (now.effect_days, earlier.effect_days) == (14, 12)


@pytest.mark.django_db
def test_days_on_which_an_effect_may_not_have_begun_are_not_counted(patient: Patient):
    with time_machine.travel(NOON, tick=False):
        a_step(patient, "5x3", from_="2026-01-05")
        a_side_effect(patient, "dry mouth", from_="2026-02", until="2026-03-01")

        (part,) = response_page(patient, None).parts

    # of February only the last day is certain
    assert part.effects == [ObservedEffect("Dry mouth", "mild", "about Feb-2026 to 01-Mar-2026", 2)]
