"""Ratings compared with earlier ones, in tables worked out by hand for rules and oracle.

Steps of 10, 15 and 10 mg three times a day start on 5 January, 2 February and
2 March 2026; a rating belongs to the regimen taken on the day before it.
"""

import pytest

from tests.titration.rules.histories import Judge, history, rating, row, step
from tests.titration.rules.oracle import Row
from titration.rules import Better, History, RatingFact, flags

WORSE, SAME = "worse-on-same-dose", "same-benefit-at-lower-dose"
STEPS = (
    step("2026-01-05", "10 10 10", already_taking=True),
    step("2026-02-02", "15 15 15"),
    step("2026-03-02", "10 10 10"),
)


def rated(*ratings: RatingFact) -> History:
    return history(*STEPS, ratings=ratings)


def worse(since: str, until: str | None = None) -> Row:
    return row(WORSE, "notice", since, until)


def same(since: str, until: str | None = None) -> Row:
    return row(SAME, "context", since, until)


def spasm(*told: str) -> list[RatingFact]:
    """``spasm("5 2026-01-10", "6 2026-01-20")``."""
    pairs = (one.split() for one in told)
    return [rating("spasm", value, day) for value, day in pairs]


# ratings of spasm in the order recorded, the flags about them
SPASM: list[tuple[list[str], list[Row]]] = [
    (["5 2026-01-10"], []),
    (["5 2026-01-10", "5 2026-01-20"], []),
    (["5 2026-01-10", "4 2026-01-20"], []),
    (["5 2026-01-10", "6 2026-01-20"], [worse("2026-01-20", "2026-02-02")]),
    (["5 2026-01-10", "5.01 2026-01-20"], [worse("2026-01-20", "2026-02-02")]),
    # recorded in another order
    (["6 2026-01-20", "5 2026-01-10"], [worse("2026-01-20", "2026-02-02")]),
    # until the next rating, even one no better
    (
        ["5 2026-01-10", "6 2026-01-20", "6 2026-01-25"],
        [worse("2026-01-20", "2026-01-25")],
    ),
    (
        ["5 2026-01-10", "6 2026-01-20", "7 2026-01-25"],
        [worse("2026-01-20", "2026-01-25"), worse("2026-01-25", "2026-02-02")],
    ),
    # at the visit that changes the dose: one day
    (["5 2026-01-10", "6 2026-02-02"], [worse("2026-02-02", "2026-02-03")]),
    (["5 2026-01-10", "6 2026-02-01"], [worse("2026-02-01", "2026-02-02")]),
    # a rating on the day after the change belongs to the new regimen
    (["5 2026-01-10", "6 2026-02-03"], [same("2026-02-03", "2026-03-02")]),
    (["5 2026-01-10", "5 2026-02-03"], [same("2026-02-03", "2026-03-02")]),
    (["5 2026-01-10", "4.99 2026-02-03"], []),
    # not only the rating just before
    (["5 2026-01-10", "4 2026-02-03", "6 2026-02-20"], [
        worse("2026-02-20", "2026-03-02"), same("2026-02-20", "2026-03-02"),
    ]),
    # back at the first regimen: not one unchanged regimen, and no lower total before
    (["5 2026-01-10", "6 2026-03-10"], []),
    # a rating on the very first day belongs to no regimen
    (["5 2026-01-05", "6 2026-01-06"], []),
    (["5 2026-01-06", "6 2026-01-07"], [worse("2026-01-07", "2026-02-02")]),
    # ratings before any step belong to none
    (["5 2026-01-02", "6 2026-01-03"], []),
    # open at the end
    (["5 2026-03-10", "6 2026-03-20"], [worse("2026-03-20")]),
    # of two on one day, the one recorded later
    (["5 2026-01-10", "6 2026-01-20", "5 2026-01-20"], []),
    (["5 2026-01-10", "5 2026-01-20", "6 2026-01-20"], [worse("2026-01-20", "2026-02-02")]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), SPASM)
def test_spasm(judge: Judge, told: list[str], expected: list[Row]) -> None:
    assert sorted(judge(rated(*spasm(*told))).elements()) == sorted(expected)


@pytest.mark.parametrize(
    ("measure", "better", "values", "is_worse"),
    [
        ("spasm", None, "5 6", True),
        ("pain", None, "6 5", False),
        ("mobility", None, "5 6", False),
        ("mobility", None, "6 5", True),
        ("daily function", None, "6 5", True),
        ("sleep", None, "6 5", True),
        ("mood", None, "6 5", True),
        ("CGI severity", None, "5 6", True),
        ("CGI improvement", None, "6 5", False),
        ("TWSTRS total", "lower", "21 20.5", False),
        ("TWSTRS total", "lower", "21 21.5", True),
        ("Own score", "higher", "21 20.5", True),
    ],
)
def test_each_measure_has_its_better_end(
    judge: Judge, measure: str, better: Better | None, values: str, *, is_worse: bool
) -> None:
    days = ("2026-01-10", "2026-01-20")
    pairs = zip(values.split(), days, strict=True)
    told = [rating(measure, value, day, better) for value, day in pairs]
    assert bool(judge(rated(*told))) == is_worse


def test_measures_are_never_compared_with_each_other(judge: Judge) -> None:
    told = [rating("spasm", "2", "2026-01-10"), rating("pain", "9", "2026-01-20")]
    assert not judge(rated(*told))


def test_a_phase_that_changes_leaves_the_regimen_unchanged(judge: Judge) -> None:
    recorded = history(
        step("2026-01-05", "10 10 10", "initiation", already_taking=True),
        step("2026-01-15", "10 10 10"),
        ratings=spasm("5 2026-01-10", "6 2026-01-20"),
    )
    assert list(judge(recorded)) == [worse("2026-01-20")]


def test_amounts_in_another_order_are_another_regimen_of_the_same_total(judge: Judge) -> None:
    recorded = history(
        step("2026-01-05", "10 10 15", already_taking=True),
        step("2026-01-15", "15 10 10"),
        ratings=spasm("5 2026-01-10", "6 2026-01-20"),
    )
    assert not judge(recorded)


def test_without_baclofen_nothing_is_worse_on_a_dose_or_lower_than_one(judge: Judge) -> None:
    recorded = history(
        step("2026-01-05", "10 10 10", already_taking=True),
        step("2026-01-15", ""),
        step("2026-02-02", "10 10 10", already_taking=True),
        ratings=spasm("5 2026-01-20", "6 2026-01-25", "9 2026-02-10"),
    )
    assert [raised for raised in judge(recorded) if raised[0] in (WORSE, SAME)] == []


def test_it_is_compared_with_the_best_rating_at_a_lower_total() -> None:
    """Of 7, 4 and 5 at lower totals it is the 4; of equal ratings that at the lowest total."""
    recorded = history(
        step("2026-01-05", "5 5 5", already_taking=True),
        step("2026-01-15", "10 10 10"),
        step("2026-01-25", "12.5 12.5 12.5"),
        step("2026-02-05", "15 15 15"),
        ratings=spasm("7 2026-01-10", "4 2026-01-20", "4 2026-01-30", "5 2026-02-10"),
    )
    (*_, last) = [flag for flag in flags(recorded) if flag.code == SAME]
    assert last.observed == (
        "Recorded spasm 5 (lower is better) on 10-Feb-2026 at 45 mg per day,"
        " after 4 on 20-Jan-2026 at 30 mg per day"
    )
    assert last.arithmetic == (
        "5 ≥ 4, and lower is better; 10 + 10 + 10 = 30 mg < 15 + 15 + 15 = 45 mg"
    )


def test_a_better_rating_at_a_higher_total_is_not_forgotten(judge: Judge) -> None:
    """7 at 15 mg, 4 at 45, 5 at 30: at 60 mg the 4 is still the best below."""
    recorded = history(
        step("2026-01-05", "5 5 5", already_taking=True),
        step("2026-01-15", "15 15 15"),
        step("2026-01-25", "10 10 10"),
        step("2026-02-05", "20 20 20"),
        ratings=spasm("7 2026-01-10", "4 2026-01-20", "5 2026-01-30", "4.5 2026-02-10"),
    )
    about = [raised for raised in judge(recorded) if raised[0] in (WORSE, SAME)]
    assert about == [same("2026-02-10")]


def test_what_a_worse_rating_says() -> None:
    told = [rating("mobility", "6", "2026-01-10"), rating("mobility", "4.5", "2026-01-20")]
    (flag,) = flags(rated(*told))
    assert flag.observed == (
        "Recorded mobility 4.5 (higher is better) on 20-Jan-2026, after 6 on 10-Jan-2026;"
        " both on 10 mg three times a day"
    )
    assert flag.arithmetic == "4.5 < 6, and higher is better"
    assert flag.inputs == (*told, STEPS[0])
