"""Days, and the regimen of each day: the edge cases that every rule depends on."""

from datetime import date

import pytest

from tests.titration.rules.histories import history, on, step
from titration.rules import ARTICLE, RULES, Days, Flag, Timeline, day_after
from titration.rules.timeline import common, gaps, merged

SPAN = Days(on("2026-01-05"), on("2026-01-08"))


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ("2026-01-04", False),
        ("2026-01-05", True),
        ("2026-01-07", True),
        ("2026-01-08", False),
        ("2026-01-09", False),
    ],
)
def test_the_first_day_counts_and_the_end_does_not(day: str, *, holds: bool) -> None:
    flag = Flag(
        RULES["total-above"], "context", SPAN.since, SPAN.until, "", "", (), ARTICLE, (), ""
    )
    assert SPAN.holds(on(day)) is holds
    assert flag.holds_on(on(day)) is holds


def test_days_without_an_end_hold_for_good() -> None:
    assert Days(SPAN.since, None).holds(date.max)
    assert not Days(SPAN.since, None).holds(on("2026-01-04"))


def test_an_empty_set_of_days_is_false() -> None:
    assert SPAN
    assert Days(SPAN.since, None)
    assert not Days(SPAN.since, SPAN.since)
    assert not Days(on("2026-01-08"), on("2026-01-05"))


def test_the_regimen_of_a_day() -> None:
    steps = step("2026-01-05", "5 5 5"), step("2026-01-12", "10 10 10")
    timeline = Timeline.of(history(*reversed(steps)))
    found = [timeline.held_on(on(f"2026-01-{day}")) for day in ("04", "05", "11", "12", "31")]
    assert [held and held.step for held in found] == [None, steps[0], steps[0], steps[1], steps[1]]


def test_the_steps_of_some_days() -> None:
    steps = tuple(step(f"2026-01-{day}", amount) for day, amount in (("05", "5"), ("12", "10"),
                                                                     ("19", "15")))  # fmt: skip
    timeline = Timeline.of(history(*steps))
    for since, until, expected in (
        ("2026-01-05", "2026-01-12", steps[:1]),
        ("2026-01-05", "2026-01-13", steps[:2]),
        ("2026-01-11", "2026-01-12", steps[:1]),
        ("2026-01-12", "2026-01-19", steps[1:2]),
        ("2026-01-13", None, steps[1:]),
        ("2026-01-20", None, steps[2:]),
    ):
        assert timeline.steps_of(Days(on(since), on(until) if until else None)) == expected


def test_a_step_that_changes_the_phase_alone_joins_on() -> None:
    timeline = Timeline.of(
        history(
            step("2026-01-05", "5 5 5", "initiation"),
            step("2026-01-12", "5 5 5"),
            step("2026-01-19", ""),
        )
    )
    assert [regimen.days for regimen in timeline.regimens] == days("05-19", "19-")


def days(*spans: str) -> list[Days]:
    """``days("05-08", "12-")``, all of January 2026."""
    ends = (span.split("-") for span in spans)
    january = "2026-01-{}"
    return [
        Days(on(january.format(since)), on(january.format(until)) if until else None)
        for since, until in ends
    ]


@pytest.mark.parametrize(
    ("runs", "joined"),
    [
        (["05-08", "08-10"], ["05-10"]),
        (["05-08", "09-10"], ["05-08", "09-10"]),
        (["05-20", "08-10"], ["05-20"]),
        (["05-", "08-10"], ["05-"]),
        (["05-08", "06-"], ["05-"]),
        ([], []),
    ],
)
def test_runs_that_touch_or_overlap_are_joined(runs: list[str], joined: list[str]) -> None:
    assert list(merged(days(*runs))) == days(*joined)


@pytest.mark.parametrize(
    ("some", "others", "both"),
    [
        (["05-10"], ["07-12"], ["07-10"]),
        (["05-10"], ["10-12"], []),
        (["05-"], ["07-08", "10-"], ["07-08", "10-"]),
        (["05-08", "10-12"], ["06-11"], ["06-08", "10-11"]),
        (["05-10", "11-12"], ["05-10", "11-"], ["05-10", "11-12"]),
        ([], ["05-10"], []),
    ],
)
def test_the_days_in_both(some: list[str], others: list[str], both: list[str]) -> None:
    assert list(common(days(*some), days(*others))) == days(*both)
    assert list(common(days(*others), days(*some))) == days(*both)


def test_the_gaps_between_runs_reach_to_the_ends_of_the_calendar() -> None:
    assert list(gaps([])) == [Days(date.min, None)]
    assert list(gaps(days("05-08", "10-"))) == [
        Days(date.min, on("2026-01-05")),
        *days("08-10"),
    ]
    assert list(gaps([Days(date.min, on("2026-01-05"))])) == days("05-")


def test_after_the_last_day_of_the_calendar_comes_none() -> None:
    assert day_after(date.max) is None
    assert day_after(on("2026-02-28")) == on("2026-03-01")
