"""The edges of the dose comparisons and of the first step, in tables worked out by hand.

Both the rules and the oracle are checked with each table. ``!`` marks a notice,
no mark is context; all steps start on 5 January 2026 unless a date is given.
"""

import pytest

from tests.titration.rules.histories import Judge, history, row, step
from tests.titration.rules.oracle import Row
from titration.rules import Phase

MONDAY = "2026-01-05"

# amounts of one day, the comparisons in maintenance
AMOUNTS = [
    ("10 10 10", ""),
    ("15 15 15", ""),
    ("20 20 20", ""),
    ("9.99 9.99 9.99", "per-dose-below! total-below!"),
    ("9.99 10.01 10", "per-dose-below!"),
    ("20.01 20 20", "per-dose-above! total-above!"),
    ("20.01 19.99 20", "per-dose-above!"),
    ("0.01 0.01 0.01", "per-dose-below! total-below!"),
    ("5 10 15", "per-dose-below!"),
    ("5 20 25", "per-dose-below! per-dose-above!"),
    ("9.99 20.01", "frequency-differs! per-dose-below! per-dose-above!"),
    ("5 5 5 25 25", "frequency-differs! per-dose-below! per-dose-above! total-above!"),
]

TOTALS = [
    ("9.99 10 10", "per-dose-below! total-below!"),
    ("29.99", "per-dose-above! frequency-differs! total-below!"),
    ("30", "per-dose-above! frequency-differs!"),
    ("60", "per-dose-above! frequency-differs!"),
    ("60.01", "per-dose-above! frequency-differs! total-above!"),
    ("15 15", "frequency-differs!"),
    ("14.99 15", "frequency-differs! total-below!"),
    ("15 15 15 15", "frequency-differs!"),
    ("15 15 15 15.01", "frequency-differs! total-above!"),
    ("0.1 0.2 29.7", "per-dose-below! per-dose-above!"),
]

FREQUENCIES = [
    ("10", "frequency-differs! total-below!"),
    ("10 10", "frequency-differs! total-below!"),
    ("10 10 10", ""),
    ("10 10 10 10", "frequency-differs!"),
    ("10 10 10 10 10", "frequency-differs!"),
    ("10 10 10 10 10 10", "frequency-differs!"),
    ("10 10 10 10 10 10 10", "frequency-differs! total-above!"),
    ("10 10 10 10 10 10 10 10", "frequency-differs! total-above!"),
]

# phase, amounts, comparisons: what lies above the article's figures is a notice in every phase
PHASES: list[tuple[Phase, str, str]] = [
    ("initiation", "5 5", "per-dose-below frequency-differs total-below"),
    ("taper", "5 5", "per-dose-below frequency-differs total-below"),
    ("maintenance", "5 5", "per-dose-below! frequency-differs! total-below!"),
    ("initiation", "35 35", "per-dose-above! frequency-differs total-above!"),
    ("taper", "35 35", "per-dose-above! frequency-differs total-above!"),
    ("maintenance", "35 35", "per-dose-above! frequency-differs! total-above!"),
]


def marked(code: str) -> tuple[str, str]:
    """``total-above!`` is the code total-above as a notice."""
    return code.rstrip("!"), "notice" if code.endswith("!") else "context"


def assert_comparisons(judge: Judge, phase: Phase, amounts: str, codes: str) -> None:
    taken = history(step(MONDAY, amounts, phase, already_taking=True))
    expected = [row(*marked(code), MONDAY) for code in codes.split()]
    assert sorted(judge(taken).elements()) == sorted(expected)


@pytest.mark.parametrize(("amounts", "codes"), AMOUNTS + TOTALS + FREQUENCIES)
def test_an_adult_in_maintenance(judge: Judge, amounts: str, codes: str) -> None:
    assert_comparisons(judge, "maintenance", amounts, codes)


@pytest.mark.parametrize(("phase", "amounts", "codes"), PHASES)
def test_the_level_follows_the_phase(judge: Judge, phase: Phase, amounts: str, codes: str) -> None:
    assert_comparisons(judge, phase, amounts, codes)


@pytest.mark.parametrize("order", ["5 5 10", "5 10 5", "10 5 5"])
def test_the_order_of_unequal_amounts_does_not_matter(judge: Judge, order: str) -> None:
    assert_comparisons(judge, "taper", order, "per-dose-below total-below")


def test_nothing_is_compared_while_no_baclofen_is_taken(judge: Judge) -> None:
    stopped = history(step("2026-01-05", "10 10 10"), step("2026-01-12", ""))
    alone = history(step("2026-01-05", ""))
    assert list(judge(stopped)) == [row("first-step-not-low", "notice", "2026-01-05", "2026-01-12")]
    assert not judge(alone)


def test_equal_comparisons_of_adjoining_steps_stay_apart(judge: Judge) -> None:
    """Only the phase changes: each step is compared on its own days."""
    found = judge(
        history(
            step("2026-01-05", "5 5 20", "taper", already_taking=True),
            step("2026-01-08", "5 5 20", "taper"),
        )
    )
    assert found == {
        row("per-dose-below", "context", "2026-01-05", "2026-01-08"): 1,
        row("per-dose-below", "context", "2026-01-08"): 1,
    }


def test_a_step_of_one_day(judge: Judge) -> None:
    found = judge(
        history(step("2026-01-05", "5 15 15", already_taking=True), step("2026-01-06", "10 10 10"))
    )
    assert found == {row("per-dose-below", "notice", "2026-01-05", "2026-01-06"): 1}


def test_a_step_planned_far_ahead_is_compared_from_its_date(judge: Judge) -> None:
    found = judge(
        history(step("2026-01-05", "10 10 10", already_taking=True), step("2031-03-01", "20 20 25"))
    )
    assert found == {
        row("per-dose-above", "notice", "2031-03-01"): 1,
        row("total-above", "notice", "2031-03-01"): 1,
    }


def first_steps(judge: Judge, *steps: tuple[str, str]) -> list[Row]:
    """Return a function that finds first-step-not-low among the flags of (start, amounts) steps."""
    found = judge(history(*(step(start, amounts) for start, amounts in steps)))
    return [raised for raised in found.elements() if raised[0] == "first-step-not-low"]


@pytest.mark.parametrize("amounts", ["9.99 10 10", "15 14.99", "0.01", "5 5 5 5 5"])
def test_a_first_step_below_30_mg_a_day_is_low(judge: Judge, amounts: str) -> None:
    assert first_steps(judge, (MONDAY, amounts)) == []


@pytest.mark.parametrize("amounts", ["10 10 10", "30", "15 15.01", "5 5 5 5 5 5"])
def test_a_first_step_from_30_mg_a_day_is_not_low(judge: Judge, amounts: str) -> None:
    assert first_steps(judge, (MONDAY, amounts)) == [row("first-step-not-low", "notice", MONDAY)]


def test_a_first_step_is_flagged_for_as_long_as_it_is_held(judge: Judge) -> None:
    found = first_steps(judge, ("2026-01-05", "10 10 10"), ("2026-01-08", "20 20 20"))
    assert found == [row("first-step-not-low", "notice", "2026-01-05", "2026-01-08")]


def test_a_restart_begins_a_new_course(judge: Judge) -> None:
    """The second course begins at 45 mg; its later step is no first step."""
    found = first_steps(
        judge,
        ("2026-01-05", "5 5 5"),
        ("2026-01-12", ""),
        ("2026-01-19", "15 15 15"),
        ("2026-01-26", "20 20 20"),
    )
    assert found == [row("first-step-not-low", "notice", "2026-01-19", "2026-01-26")]


def test_a_step_entered_after_a_lone_stop_is_a_first_step(judge: Judge) -> None:
    found = first_steps(judge, ("2026-01-05", ""), ("2026-01-06", "10 10 10"))
    assert found == [row("first-step-not-low", "notice", "2026-01-06")]


def test_a_course_already_running_when_first_recorded_has_no_first_step(judge: Judge) -> None:
    assert not judge(history(step(MONDAY, "20 20 20", already_taking=True)))


def test_a_restart_that_was_already_taken_has_no_first_step(judge: Judge) -> None:
    found = judge(
        history(
            step("2026-01-05", "5 5 5", already_taking=True),
            step("2026-01-12", ""),
            step("2026-01-19", "20 20 20", already_taking=True),
        )
    )
    assert "first-step-not-low" not in {code for code, *_ in found}


def test_the_phase_of_a_first_step_does_not_matter(judge: Judge) -> None:
    found = judge(history(step(MONDAY, "10 10 10", "initiation")))
    assert found == {row("first-step-not-low", "notice", MONDAY): 1}
