"""What the first step after a stop says: how long nothing was taken, and what was before."""

import pytest
from hypothesis import given, settings

from tests.titration.rules.histories import history, step
from tests.titration.rules.oracle import before_restart
from tests.titration.rules.oracle_days import step_on
from tests.titration.rules.strategies import histories
from titration.rules import Flag, History, Regimen, Step, flags

TAKEN = step("2026-01-05", "10 10 10", already_taking=True)
AGAIN = step("2026-02-05", "10 10 10")


def restarts(recorded: History) -> list[Flag]:
    return [flag for flag in flags(recorded) if flag.code == "first-step-not-low"]


def test_the_same_dose_after_it_ran_out_for_three_days() -> None:
    stop = step("2026-02-02", "")
    (flag,) = restarts(history(TAKEN, stop, AGAIN))
    assert flag.observed == (
        "Recorded 30 mg per day (10 + 10 + 10) as the first step after 3 days without baclofen;"
        " before them 10 mg three times a day"
    )
    assert flag.arithmetic == (
        "from 02-Feb-2026 until 05-Feb-2026: 3 days without baclofen;"
        " 10 + 10 + 10 = 30 mg ≥ 3 × 10 mg = 30 mg"
    )
    assert flag.inputs == (TAKEN, stop, AGAIN)


# the steps before 5 February, what is said of them, and how many the flag is computed from
BEFORE: list[tuple[tuple[Step, ...], str, int]] = [
    ((), "as the first step of a course", 1),
    (
        (TAKEN, step("2026-02-04", "")),
        "as the first step after 1 day without baclofen; before it 10 mg three times a day",
        3,
    ),
    (
        (step("2026-01-05", "5 5 10", already_taking=True), step("2026-01-06", "")),
        "as the first step after 30 days without baclofen; before them 5 mg, 5 mg, 10 mg a day",
        3,
    ),
    (
        (TAKEN, step("2026-01-20", "5 5 5", "taper"), step("2026-02-03", "")),
        "as the first step after 2 days without baclofen; before them 5 mg three times a day",
        3,
    ),
    (
        (step("2026-02-03", ""),),
        "as the first step after 2 days without baclofen; no dose recorded before them",
        2,
    ),
    (
        (step("2026-02-04", ""),),
        "as the first step after 1 day without baclofen; no dose recorded before it",
        2,
    ),
    (
        (TAKEN, step("2026-02-01", ""), step("2026-02-03", "")),
        "as the first step after 4 days without baclofen; before them 10 mg three times a day",
        4,
    ),
]


@pytest.mark.parametrize(("before", "said", "inputs"), BEFORE)
def test_what_is_said_of_the_steps_before(before: tuple[Step, ...], said: str, inputs: int) -> None:
    """Of two stops that follow one another the first one counts."""
    (flag,) = restarts(history(*before, AGAIN))
    assert flag.observed == f"Recorded 30 mg per day (10 + 10 + 10) {said}"
    assert len(flag.inputs) == inputs
    assert flag.inputs[-1] is AGAIN


def test_each_of_two_restarts_tells_of_its_own_stop() -> None:
    recorded = history(
        TAKEN, step("2026-02-02", ""), AGAIN, step("2026-03-02", ""), step("2026-03-12", "15 15 15")
    )
    assert [flag.observed.partition(" as the first step ")[2] for flag in restarts(recorded)] == [
        "after 3 days without baclofen; before them 10 mg three times a day",
        "after 10 days without baclofen; before them 10 mg three times a day",
    ]


@given(histories())
@settings(max_examples=500, deadline=None)
def test_the_days_told_are_those_that_a_walk_back_counts(recorded: History) -> None:
    for flag in restarts(recorded):
        first = step_on(flag.since, recorded)
        assert first is not None
        days, before = before_restart(first, recorded)
        if days == 0:
            assert flag.observed.endswith(" as the first step of a course")
            continue
        assert f" after {days} day{'s' if days > 1 else ''} without baclofen; " in flag.observed
        told = "no dose recorded" if before is None else Regimen(*before).text
        assert told in flag.observed
