"""Contact after a change, the clinic's own dates, and treatments beside oral baclofen.

The tables are worked out by hand; both the rules and the oracle are checked with them.
"""

import pytest

from tests.titration.rules.histories import (
    Judge,
    check,
    contact,
    effect,
    history,
    on,
    rating,
    review,
    row,
    step,
    treatment,
)
from tests.titration.rules.oracle import Row
from titration.rules import CLINIC, History, flags

CHANGE = step("2026-01-05", "10 10 10", already_taking=True)
NO_CONTACT = "no-contact-since-change"


def quiet(since: str, until: str | None = None) -> Row:
    return row(NO_CONTACT, "context", since, until)


def flags_of_code(judge: Judge, recorded: History, code: str) -> list[Row]:
    return sorted(raised for raised in judge(recorded).elements() if raised[0] == code)


# days of a check, and the days without contact since a change on 5 January
CHECKS: list[tuple[str, list[Row]]] = [
    ("", [quiet("2026-01-06")]),
    ("2026-01-04", [quiet("2026-01-06")]),
    ("2026-01-05", [quiet("2026-01-06")]),
    ("2026-01-06", []),
    ("2026-01-07", [quiet("2026-01-06", "2026-01-07")]),
    ("2026-02-01 2026-01-20", [quiet("2026-01-06", "2026-01-20")]),
]


@pytest.mark.parametrize(("asked", "expected"), CHECKS)
def test_contact_ends_the_days_without_contact(
    judge: Judge, asked: str, expected: list[Row]
) -> None:
    recorded = history(CHANGE, checks=[check(day) for day in asked.split()])
    assert flags_of_code(judge, recorded, NO_CONTACT) == expected


def test_every_kind_of_contact_counts(judge: Judge) -> None:
    """An effect counts on the day it was reported, not on its onset."""
    day = "2026-01-10"
    late = effect("dizziness", "2026-01-04")
    for recorded in (
        history(CHANGE, checks=[check(day)]),
        history(CHANGE, checks=[], ratings=[rating("sleep", "5", day)]),
        history(CHANGE, checks=[], reviews=[review(day)]),
        history(CHANGE, checks=[], contacts=[contact(day, "reached")]),
        history(CHANGE, checks=[], side_effects=[effect("dizziness", day), late]),
    ):
        assert flags_of_code(judge, recorded, NO_CONTACT) == [quiet("2026-01-06", day)]


def test_a_contact_that_reached_nobody_or_was_declined_does_not_count(judge: Judge) -> None:
    tried = [contact("2026-01-08", "not reached", "2026-01-09"), contact("2026-01-09", "declined")]
    recorded = history(CHANGE, checks=[], contacts=tried)
    assert flags_of_code(judge, recorded, NO_CONTACT) == [quiet("2026-01-06")]


def test_any_next_step_ends_the_days_without_contact(judge: Judge) -> None:
    same_again = step("2026-01-12", "10 10 10", "taper")
    recorded = history(CHANGE, same_again, step("2026-01-19", ""), checks=[])
    assert flags_of_code(judge, recorded, NO_CONTACT) == [
        quiet("2026-01-06", "2026-01-12"),
        quiet("2026-01-20"),
    ]


def test_a_step_of_one_day_leaves_no_day_without_contact(judge: Judge) -> None:
    recorded = history(CHANGE, step("2026-01-06", "15 15 15"), checks=[check("2026-01-07")])
    assert flags_of_code(judge, recorded, NO_CONTACT) == []


# (date, next date) of each review in the order recorded, the days overdue
REVIEWS: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("2026-02-01", []),
    ("2026-02-01>2026-03-01", [("2026-03-02", None)]),
    ("2026-02-01>2026-03-01 2026-03-01", []),
    ("2026-02-01>2026-03-01 2026-02-15", []),
    ("2026-02-01>2026-03-01 2026-03-02", []),
    ("2026-02-01>2026-03-01 2026-03-03", [("2026-03-02", "2026-03-03")]),
    ("2026-02-01>2026-03-01 2026-01-15", [("2026-03-02", None)]),
    (
        "2026-02-01>2026-03-01 2026-03-10>2026-03-20",
        [("2026-03-02", "2026-03-10"), ("2026-03-21", None)],
    ),
    # of two on one day, the one recorded later
    ("2026-02-01>2026-03-01 2026-02-01", []),
    ("2026-02-01 2026-02-01>2026-03-01", [("2026-03-02", None)]),
    ("2026-02-01>2026-03-01 2026-02-01>2026-03-05", [("2026-03-06", None)]),
]


@pytest.mark.parametrize(("told", "expected"), REVIEWS)
def test_a_date_of_review_that_passed(
    judge: Judge, told: str, expected: list[tuple[str, str | None]]
) -> None:
    recorded = history(reviews=[review(*one.split(">")) for one in told.split()])
    rows = [row("review-overdue", "notice", *days) for days in expected]
    assert flags_of_code(judge, recorded, "review-overdue") == rows


def test_a_review_date_is_the_clinics_own_and_is_raised_once() -> None:
    recorded = history(reviews=[review("2026-02-01", "2026-03-01")])
    (flag,) = flags(recorded, ())
    assert (flag.statements, flag.source) == ((), CLINIC)
    assert flag.observed == (
        "Recorded 01-Mar-2026 as the date of the next review, and no review since 01-Feb-2026"
    )


def alone(since: str, until: str | None = None) -> Row:
    return row("no-other-treatment", "context", since, until)


# treatments as kind from until; the days alone while baclofen is taken from 5 to 31 January
TREATMENTS: list[tuple[list[str], list[Row]]] = [
    ([], [alone("2026-01-05", "2026-02-01")]),
    (["surgery 2026-01-01 2026-01-04"], [alone("2026-01-05", "2026-02-01")]),
    (["surgery 2026-01-01 2026-01-05"], [alone("2026-01-06", "2026-02-01")]),
    (["surgery 2026-01-10 2026-01-10"], [
        alone("2026-01-05", "2026-01-10"), alone("2026-01-11", "2026-02-01"),
    ]),
    (["surgery 2026-01-10 2026-01-20", "surgery 2026-01-12 2026-01-14"], [
        alone("2026-01-05", "2026-01-10"), alone("2026-01-21", "2026-02-01"),
    ]),
    (["surgery 2026-01-10 2026-01-12", "surgery 2026-01-13 2026-01-14"], [
        alone("2026-01-05", "2026-01-10"), alone("2026-01-15", "2026-02-01"),
    ]),
    (["surgery 2026-01-31"], [alone("2026-01-05", "2026-01-31")]),
    (["surgery 2026-02-01"], [alone("2026-01-05", "2026-02-01")]),
    (["surgery 2026-01-05"], []),
    (["botulinum_toxin 2026-01-01 2026-01-31"], []),
    (["intrathecal_baclofen 2026-01-01"], [alone("2026-01-05", "2026-02-01")]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), TREATMENTS)
def test_days_without_another_treatment(judge: Judge, told: list[str], expected: list[Row]) -> None:
    treatments = [treatment(*(word.replace("_", " ") for word in one.split())) for one in told]
    recorded = history(CHANGE, step("2026-02-01", ""), treatments=treatments)
    assert flags_of_code(judge, recorded, "no-other-treatment") == expected


def test_days_alone_run_on_over_steps_and_end_with_a_stop(judge: Judge) -> None:
    recorded = history(
        CHANGE,
        step("2026-01-12", "15 15 15"),
        step("2026-01-19", ""),
        step("2026-01-26", "10 10 10"),
        treatments=[],
    )
    assert flags_of_code(judge, recorded, "no-other-treatment") == [
        alone("2026-01-05", "2026-01-19"),
        alone("2026-01-26"),
    ]


def test_the_treatments_on_either_side_are_among_the_inputs() -> None:
    before = treatment("surgery", "2026-01-05", "2026-01-09")
    also_before = treatment("physical therapy", "2026-01-01", "2026-01-09")
    after = treatment("surgery", "2026-01-20")
    (flag,) = flags(
        history(CHANGE, checks=[check("2026-01-06")], treatments=[before, also_before, after])
    )
    assert (flag.code, flag.since) == ("no-other-treatment", on("2026-01-10"))
    assert flag.inputs == (CHANGE, before, also_before, after)


@pytest.mark.parametrize(
    ("daily", "arithmetic"),
    [
        ("49.99", "49.99 mcg < 50 mcg"),
        ("50", ""),
        ("300", ""),
        ("2000", ""),
        ("2000.01", "2,000.01 mcg > 2,000 mcg"),
        (None, ""),
    ],
)
def test_the_intrathecal_range_takes_in_both_ends(
    judge: Judge, daily: str | None, arithmetic: str
) -> None:
    told = [treatment("intrathecal baclofen", "2026-01-05", "2026-01-09", daily)]
    expected = {row("intrathecal-outside", "notice", "2026-01-05", "2026-01-10"): 1}
    recorded = history(treatments=told)
    assert judge(recorded) == (expected if arithmetic else {})
    assert [flag.arithmetic for flag in flags(recorded)] == ([arithmetic] if arithmetic else [])


def test_each_record_of_intrathecal_baclofen_has_its_own_flag(judge: Judge) -> None:
    told = [
        treatment("intrathecal baclofen", "2026-01-05", "2026-01-09", "30"),
        treatment("intrathecal baclofen", "2026-01-10", mcg_per_day="40"),
    ]
    assert judge(history(treatments=told)) == {
        row("intrathecal-outside", "notice", "2026-01-05", "2026-01-10"): 1,
        row("intrathecal-outside", "notice", "2026-01-10"): 1,
    }
