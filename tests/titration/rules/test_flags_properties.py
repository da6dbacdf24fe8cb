"""Properties of the flags of any history."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.titration.rules.histories import NOBODY_ASKED, effect, history, step
from tests.titration.rules.strategies import histories
from titration.rules import (
    ARTICLE,
    Effect,
    History,
    RatingFact,
    Step,
    TreatmentFact,
    flags,
)
from titration.rules.history import ContactFact, ReviewFact


@given(histories())
@settings(deadline=None)
def test_the_same_history_gives_the_same_flags(recorded: History) -> None:
    assert flags(recorded) == flags(recorded)


def as_said(recorded: History) -> list[tuple[object, ...]]:
    """Return the flags without their inputs; equal inputs may come in any order."""
    return [flag._replace(inputs=()) for flag in flags(recorded)]


@given(histories(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_entry_does_not_matter(recorded: History, random: Any) -> None:
    def shuffled(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(entries, len(entries)))

    reentered = replace(
        recorded,
        steps=shuffled(recorded.steps),
        side_effects=shuffled(recorded.side_effects),
        precautions=dict(shuffled(tuple(recorded.precautions.items()))),
        checks=shuffled(recorded.checks),
        treatments=shuffled(recorded.treatments),
    )
    assert as_said(reentered) == as_said(recorded)


def test_effects_that_differ_only_in_their_end_come_in_one_order() -> None:
    ended = effect("drowsiness", "2026-01-08", "2026-01-10")
    lasting = effect("drowsiness", "2026-01-08")
    one_way, the_other = (ended, lasting), (lasting, ended)
    assert flags(history(side_effects=one_way)) == flags(history(side_effects=the_other))


@given(histories())
@settings(deadline=None)
def test_flags_come_sorted_by_since_then_code(recorded: History) -> None:
    found = flags(recorded)
    assert isinstance(found, tuple)
    assert all((a.since, a.code) <= (b.since, b.code) for a, b in pairwise(found))


@given(histories())
@settings(deadline=None)
def test_no_interval_is_empty_and_no_text_is(recorded: History) -> None:
    for flag in flags(recorded):
        assert flag.until is None or flag.since < flag.until
        assert all((flag.observed, flag.compared_with, flag.source, flag.inputs, flag.arithmetic))
        assert flag.statements or flag.code == "review-overdue"


@given(histories())
@settings(deadline=None)
def test_a_comparison_lies_within_its_step(recorded: History) -> None:
    """A step begins on no day inside the interval of a dose comparison."""
    starts = [step.starts_on for step in recorded.steps]
    for flag in flags(recorded):
        if flag.code.startswith(("per-dose", "frequency", "total", "first-step")):
            inside = [start for start in starts if flag.holds_on(start)]
            assert inside in ([], [flag.since])


def test_without_sources_nothing_is_compared() -> None:
    """Every flag names a source, so there is none without one."""
    told = history(step("2026-01-05", "5"), side_effects=[effect("dizziness", "2026-01-06")])
    assert flags(told, ()) == ()


def test_a_second_source_is_compared_with_where_it_says_something() -> None:
    """The second source has a maintenance dose only, of 5 to 10 mg."""
    maintenance = replace(
        ARTICLE.statements["oral-maintenance"],
        figures={"mg per dose": ("5", "10"), "times a day": ("3",)},
    )
    other = replace(
        ARTICLE,
        title="Another text",
        short_name="the other text",
        statements={"oral-maintenance": maintenance},
    )
    told = history(
        step("2026-01-05", "12.5 12.5 12.5", already_taking=True),
        precautions=NOBODY_ASKED,
        side_effects=[effect("dizziness", "2026-01-06")],
    )
    assert [flag.observed for flag in flags(told, (other,))] == [
        "Recorded 12.5 mg in one dose",
        "Recorded 37.5 mg per day (12.5 + 12.5 + 12.5)",
    ]
    assert {flag.source for flag in flags(told, (ARTICLE, other))} == {ARTICLE, other}


def test_an_empty_history_has_no_flags() -> None:
    assert flags(History()) == ()


EDGES = [
    History(born_on=date.max, steps=(Step(date.max, (Decimal(5),), "maintenance"),)),
    History(born_on=date.min, steps=(Step(date.min, (Decimal(5),), "maintenance"),)),
    History(born_on=date(9985, 2, 28), steps=(Step(date.min, (Decimal(5),), "taper"),)),
    History(born_on=date(9988, 2, 29), steps=(Step(date(9999, 1, 1), (Decimal(5),), "taper"),)),
    History(
        side_effects=(Effect("dizziness", "mild", date.max, date.max, date.max),),
        precautions={"epilepsy": "present"},
    ),
]
# The models hold what no page and no file of the command line brings in.
ENTERED_ODDLY = [
    history(step("2026-01-05", "5 5 5"), born_on=date(2026, 1, 6)),
    history(step("2026-01-05", "5 5 5"), step("2026-01-12", "5 5 5", already_taking=True)),
    history(step("2026-01-05", ""), step("2026-01-12", "")),
    history(
        side_effects=[
            Effect("dizziness", "mild", date(2026, 1, 8), date(2026, 1, 7), date(2026, 1, 6))
        ]
    ),
]


@pytest.mark.parametrize("recorded", EDGES)
def test_the_ends_of_the_calendar_are_days_like_any_other(recorded: History) -> None:
    for flag in flags(recorded):
        assert flag.until is None or flag.since < flag.until


@pytest.mark.parametrize("recorded", ENTERED_ODDLY)
def test_what_was_entered_oddly_raises_no_error(recorded: History) -> None:
    for flag in flags(recorded):
        assert flag.until is None or flag.since < flag.until


def lines_run(work: Callable[[], object]) -> int:
    """Count the lines of Python that ``work`` runs; unlike seconds, they are always the same."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def long_history(entries: int) -> History:
    """Make a history with so many steps, effects and ratings, one a day; every 7th step stops."""
    days = [date(2000, 1, 1) + timedelta(days=number) for number in range(entries)]
    amounts = [(), *(((Decimal(5 * n)),) * n for n in range(1, 7))]
    return History(
        born_on=date(1980, 1, 1),
        steps=tuple(
            Step(day, amounts[n % 7], "maintenance" if n % 7 else "stopped")
            for n, day in enumerate(days)
        ),
        side_effects=tuple(
            Effect("drowsiness", "mild", day, day + timedelta(days=30), day) for day in days
        ),
        precautions=NOBODY_ASKED,
        ratings=tuple(
            RatingFact("spasm", Decimal(n % 11), day, "lower") for n, day in enumerate(days)
        ),
        treatments=tuple(TreatmentFact("physical therapy", day, day) for day in days[::3]),
        reviews=tuple(ReviewFact(day, day + timedelta(days=2)) for day in days[::5]),
        contacts=tuple(ContactFact(day, "reached") for day in days[::5]),
    )


def test_the_work_grows_no_faster_than_the_history() -> None:
    """n log n would be 2.2 times the work for twice the entries; n squared, 4 times."""
    small, large = long_history(2_500), long_history(5_000)
    assert lines_run(lambda: flags(large)) < 2.3 * lines_run(lambda: flags(small))
