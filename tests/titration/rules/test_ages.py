"""The article's figures are for adults: what the eighteenth birthday changes, day by day."""

import pytest

from tests.titration.rules.histories import Judge, history, on, row, step
from titration.rules import flags

# born on, the first day as an adult
BIRTHDAYS = [
    ("2008-01-10", "2026-01-10"),
    ("2007-12-31", "2025-12-31"),
    ("2008-02-28", "2026-02-28"),
    ("2008-02-29", "2026-03-01"),
    ("2008-03-01", "2026-03-01"),
    ("2004-02-29", "2022-03-01"),
]


@pytest.mark.parametrize(("born_on", "adult_from"), BIRTHDAYS)
def test_a_step_is_split_on_the_eighteenth_birthday(
    judge: Judge, born_on: str, adult_from: str
) -> None:
    found = judge(history(step("2021-06-01", "5 15 15", already_taking=True), born_on=on(born_on)))
    assert found == {
        row("comparison-not-made", "context", "2021-06-01", adult_from): 1,
        row("per-dose-below", "notice", adult_from): 1,
    }


def test_a_step_that_starts_on_the_birthday_is_compared(judge: Judge) -> None:
    found = judge(
        history(
            step("2026-01-05", "10 10 10"),
            step("2026-01-10", "25 25 25"),
            born_on=on("2008-01-10"),
        )
    )
    assert found == {
        row("comparison-not-made", "context", "2026-01-05", "2026-01-10"): 1,
        row("per-dose-above", "notice", "2026-01-10"): 1,
        row("total-above", "notice", "2026-01-10"): 1,
    }


def test_a_step_that_ends_on_the_birthday_is_not_compared(judge: Judge) -> None:
    found = judge(
        history(step("2026-01-05", "25 25 25"), step("2026-01-10", ""), born_on=on("2008-01-10"))
    )
    assert found == {row("comparison-not-made", "context", "2026-01-05", "2026-01-10"): 1}


def test_a_first_step_begun_before_the_birthday_is_not_judged_on_it(judge: Judge) -> None:
    found = judge(
        history(
            step("2026-01-05", "10 10 10"),
            step("2026-01-20", "15 15 15"),
            born_on=on("2008-01-10"),
        )
    )
    assert found == {
        row("comparison-not-made", "context", "2026-01-05", "2026-01-10"): 1,
    }


def test_a_step_just_before_the_birthday_still_comes_before_the_next(judge: Judge) -> None:
    """The course began in childhood, so the step on the birthday is not its first."""
    found = judge(
        history(step("2026-01-09", "5"), step("2026-01-10", "20 20 20"), born_on=on("2008-01-10"))
    )
    assert found == {row("comparison-not-made", "context", "2026-01-09", "2026-01-10"): 1}


def test_without_a_birth_date_nothing_is_compared(judge: Judge) -> None:
    found = judge(history(step("2026-01-05", "1 200"), born_on=None))
    assert found == {row("comparison-not-made", "context", "2026-01-05"): 1}


def test_days_not_compared_are_joined_over_steps_but_not_over_a_stop(judge: Judge) -> None:
    found = judge(
        history(
            step("2026-01-05", "5 5 5"),
            step("2026-01-08", "10 10 10"),
            step("2026-01-12", ""),
            step("2026-01-15", "5 5 5"),
            born_on=None,
        )
    )
    assert found == {
        row("comparison-not-made", "context", "2026-01-05", "2026-01-12"): 1,
        row("comparison-not-made", "context", "2026-01-15"): 1,
    }


def test_a_step_dated_before_the_birth_is_not_compared(judge: Judge) -> None:
    found = judge(history(step("2006-05-01", "5"), born_on=on("2007-05-01")))
    assert (row("comparison-not-made", "context", "2006-05-01", "2025-05-01")) in found


def test_a_course_stopped_before_the_birthday_leaves_nothing_after_it(judge: Judge) -> None:
    found = judge(
        history(step("2026-01-05", "5"), step("2026-01-06", ""), born_on=on("2008-01-10"))
    )
    assert found == {row("comparison-not-made", "context", "2026-01-05", "2026-01-06"): 1}


@pytest.mark.parametrize(
    ("born_on", "until", "arithmetic"),
    [
        ("9981-03-01", "9999-03-01", "born 01-Mar-9981, so 18 on 01-Mar-9999"),
        ("9982-03-01", None, "born 01-Mar-9982, so 18 on no day of the calendar"),
    ],
)
def test_where_the_calendar_ends(born_on: str, until: str | None, arithmetic: str) -> None:
    taken = history(step("9999-01-05", "10 10 10"), born_on=on(born_on))
    (flag, *_) = flags(taken)
    assert (flag.code, flag.until) == ("comparison-not-made", until and on(until))
    assert flag.arithmetic == arithmetic
