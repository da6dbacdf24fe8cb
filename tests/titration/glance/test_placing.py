"""Where a patient counts is what a slow reading of the history finds, and no place excludes one."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.days import InexactDay
from tests.titration.glance import courses, oracle
from tests.titration.rules.strategies import FIRST_DAY, histories
from titration.glance.placing import Followed, Placing, Stop, band_of, dose_bands, placings
from titration.rules import ARTICLE, AdultMaintenance, Effect, History

USUAL = AdultMaintenance.of(ARTICLE)
reasons = st.sampled_from(("", "side effect", "pregnancy"))
days_after = st.integers(-3, 60).map(lambda days: FIRST_DAY + timedelta(days=days))


def followed(history: History, reason: str, as_of: date, *, is_under_care: bool) -> Followed:
    """Follow a history whose latest stops give a reason, the others none."""
    stops = [
        Stop(step.starts_on, reason if step.starts_on.day % 2 else "")
        for step in history.steps
        if not step.regimen.is_taken
    ]
    return Followed(history, stops, is_under_care, as_of)


@given(histories(), reasons, days_after, st.booleans())
def test_each_patient_counts_where_a_slow_reading_finds_them(
    history: History, reason: str, as_of: date, is_under_care: bool
):
    patient = followed(history, reason, as_of, is_under_care=is_under_care)

    assert placings(patient, USUAL) == oracle.placings(patient)


@given(courses.wanted)
def test_any_group_of_one_row_goes_with_any_of_the_others(asked: courses.Wanted):
    """Or one plot would tell of another: what is hidden in one could be read in the next."""
    found = placings(courses.course(asked), USUAL)

    assert found == {Placing(plot, row, group) for (plot, row), group in asked.items()}


@given(histories(), reasons, days_after)
def test_a_patient_counts_once_in_a_row(history: History, reason: str, as_of: date):
    found = placings(followed(history, reason, as_of, is_under_care=True), USUAL)

    rows = [(plot, row) for plot, row, _ in found]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("total", "band"),
    [
        ("0.01", "1"), ("14.99", "1"), ("15", "2"), ("29.99", "2"), ("30", "3"), ("44.99", "3"),
        ("45", "4"), ("60", "4"), ("60.01", "5"), ("999.99", "5"),
    ],
)  # fmt: skip
def test_both_ends_of_the_range_are_in_it(total: str, band: str):
    assert band_of(Decimal(total), USUAL) == band
    assert [each.low_mg for each in dose_bands(USUAL)] == [0, 15, 30, 45, 60]


@pytest.mark.parametrize(
    ("days", "group"),
    [(28, "28"), (29, "56"), (56, "56"), (57, "84"), (84, "84"), (85, "longer"), (900, "longer")],
)
def test_each_group_of_the_times_holds_its_last_day(days: int, group: str):
    reached = courses.FIRST + timedelta(days=days)
    steps = (courses.a_step(courses.FIRST, "5"), courses.a_step(reached, "10"))
    patient = Followed(History(courses.BORN, steps), [], is_under_care=True, as_of=reached)

    assert Placing("times", "", group) in placings(patient, USUAL)
    assert "times" not in {
        plot for plot, *_ in placings(replace(patient, as_of=reached - timedelta(days=1)), USUAL)
    }


@pytest.mark.parametrize(
    ("raised_on", "as_of", "counts"),
    [
        (date(2020, 3, 1), date(2020, 3, 31), True),
        (date(2020, 3, 2), date(2020, 3, 31), False),
        (date(2020, 4, 1), date(2020, 3, 31), True),
        (date(2020, 3, 31), date(2020, 3, 31), False),
        (date(2020, 3, 1), date(2020, 3, 30), False),
    ],
)
def test_an_onset_told_by_its_month_counts_if_the_whole_month_was_on_one_dose(
    raised_on: date, as_of: date, counts: bool
):
    steps = (courses.a_step(courses.FIRST, "10"), courses.a_step(raised_on, "20"))
    effect = Effect("drowsiness", "mild", InexactDay.in_month(2020, 3))
    history = History(courses.BORN, steps, (effect,))

    found = placings(Followed(history, [], is_under_care=True, as_of=as_of), USUAL)

    assert ("effects" in {plot for plot, *_ in found}) is counts
