"""A patient's standing on a day, worked out by hand from one history."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import amounts
from tests.titration.rules.histories import effect, history, on, step
from tests.titration.rules.strategies import histories
from titration.rules import History, Step
from titration.standing.derivation import derive

# 5 mg three times a day; then 10; the same in another phase; stopped; planned again.
COURSE = history(
    step("2026-01-05", "5 5 5", "initiation"),
    step("2026-01-12", "10 10 25"),
    step("2026-01-19", "10 10 25", "taper"),
    step("2026-02-02", ""),
    step("2026-03-02", "5 5 5", "initiation"),
    side_effects=[
        effect("drowsiness", "2026-01-06", "2026-01-07", "severe"),
        effect("muscle weakness", "2026-01-07", "2026-01-15", "moderate"),
    ],
    precautions={"epilepsy": "present"},
)


def standing(
    doses: str | None,
    since: str | None,
    changes_on: str | None,
    effects: tuple[int, str] = (0, ""),
    attention: tuple[str, ...] = (),
    notice: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Make a standing, without its day, as the table below writes it."""
    doses_mg = None if doses is None else amounts(doses)
    return {
        "doses_mg": doses_mg,
        "in_words": "",
        "total_mg": None if doses_mg is None else sum(doses_mg),
        "regimen_since": None if since is None else on(since),
        "changes_on": None if changes_on is None else on(changes_on),
        "open_side_effects": effects[0],
        "worst_severity": effects[1],
        "attention_flags": list(attention),
        "notice_flags": list(notice),
    }


EMPTY = standing(None, None, None)
CAUTION = "caution-recorded"
ABOVE = "per-dose-above"
SERIOUS = ("serious-effect",)
TABLE = {
    "2026-01-04": standing(None, None, "2026-01-05"),
    "2026-01-05": standing("5x3", "2026-01-05", "2026-01-06", notice=(CAUTION,)),
    "2026-01-06": standing(
        "5x3", "2026-01-05", "2026-01-07", (1, "severe"), (), (CAUTION, "common-effect")
    ),
    "2026-01-07": standing(
        "5x3", "2026-01-05", "2026-01-08", (2, "severe"), SERIOUS, (CAUTION, "common-effect")
    ),
    "2026-01-08": standing("5x3", "2026-01-05", "2026-01-12", (1, "moderate"), SERIOUS, (CAUTION,)),
    "2026-01-15": standing(
        "10 10 25", "2026-01-12", "2026-01-16", (1, "moderate"), SERIOUS, (CAUTION, ABOVE)
    ),
    "2026-01-16": standing("10 10 25", "2026-01-12", "2026-01-19", notice=(CAUTION, ABOVE)),
    "2026-01-19": standing("10 10 25", "2026-01-12", "2026-01-26", notice=(CAUTION, ABOVE)),
    "2026-02-02": standing("", "2026-02-02", "2026-02-23"),
    "2026-03-02": standing("5x3", "2026-03-02", None, notice=(CAUTION,)),
}


@pytest.mark.parametrize("day", TABLE)
def test_a_standing_is_what_the_history_gives_on_the_day(day: str):
    derived = derive(COURSE, on(day))

    told = {name: derived[name] for name in TABLE[day]}
    assert told == TABLE[day]
    assert derived["as_of"] == on(day)


def test_a_regimen_in_words_stands_as_written_without_a_total():
    told = history(Step(on("2026-01-05"), (), "maintenance", in_words="5 mg every other day"))

    derived = derive(told, on("2026-01-07"))

    assert (derived["doses_mg"], derived["total_mg"]) == ([], None)
    assert derived["in_words"] == "5 mg every other day"
    assert derived["regimen_since"] == on("2026-01-05")


def test_with_nothing_recorded_the_standing_is_empty_and_never_changes():
    derived = derive(history(), on("2026-01-05"))

    assert {name: derived[name] for name in EMPTY} == EMPTY
    assert derived["doses_told"] == {}


def test_a_step_that_raises_no_flag_changes_a_standing_too():
    quiet = history(
        step("2026-01-05", "10 10 10", already_taking=True), step("2026-01-12", "15 15 15")
    )

    assert derive(quiet, on("2026-01-05"))["changes_on"] == on("2026-01-12")


@pytest.mark.parametrize(
    ("day", "notice", "changes_on"),
    [
        ("2026-02-28", [], "2026-03-01"),
        ("2026-03-01", ["per-dose-above", "total-above"], None),
    ],
)
def test_an_eighteenth_birthday_changes_a_standing(day: str, notice: list[str], changes_on: str):
    grown = history(step("2026-01-05", "25 25 25", already_taking=True), born_on=date(2008, 2, 29))

    derived = derive(grown, on(day))

    assert derived["notice_flags"] == notice
    assert derived["changes_on"] == (changes_on and on(changes_on))


@given(histories(), st.dates(date(2026, 2, 10), date(2026, 4, 10)), st.integers(1, 60))
def test_a_standing_stays_true_until_the_day_it_says(past: History, today: date, days: int):
    now = derive(past, today)
    later = today + timedelta(days=days)
    changes_on = now["changes_on"]

    if changes_on is None or later < changes_on:
        assert derive(past, later) == {**now, "as_of": later}
    else:
        assert today < changes_on
