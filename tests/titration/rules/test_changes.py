"""What changes over time is told by dated changes: what was mild in October stays mild."""

from decimal import Decimal

import pytest

from patients.days import Day, InexactDay
from tests.titration.rules.histories import (
    Judge,
    effect,
    effect_change,
    history,
    on,
    row,
    step,
    treatment,
)
from tests.titration.rules.oracle import Row
from titration.rules import EffectChange, RateChange, flags

MARCH_2024, IN_2008 = InexactDay.in_month(2024, 3), InexactDay.in_year(2008)

# the changes of drowsiness that was mild from 05-Oct-2026, and its flags
DROWSINESS: list[tuple[list[str], list[Row]]] = [
    ([], [row("common-effect", "context", "2026-10-05")]),
    (
        ["2026-11-18 severe"],
        [
            row("common-effect", "context", "2026-10-05", "2026-11-18"),
            row("common-effect", "notice", "2026-11-18"),
        ],
    ),
    (
        ["2026-11-18 severe", "2026-11-20 moderate", "2026-11-25"],
        [
            row("common-effect", "context", "2026-10-05", "2026-11-18"),
            row("common-effect", "notice", "2026-11-18", "2026-11-20"),
            row("common-effect", "context", "2026-11-20", "2026-11-26"),
        ],
    ),
    # the same severity again is a report, no change
    (["2026-11-18 mild"], [row("common-effect", "context", "2026-10-05")]),
    (
        ["2026-11-10 mild", "2026-11-18 severe"],
        [
            row("common-effect", "context", "2026-10-05", "2026-11-18"),
            row("common-effect", "notice", "2026-11-18"),
        ],
    ),
    # a change on the day of the onset leaves no day before it
    (["2026-10-05 severe"], [row("common-effect", "notice", "2026-10-05")]),
    (["2026-10-05"], [row("common-effect", "context", "2026-10-05", "2026-10-06")]),
]


@pytest.mark.parametrize(("changes", "expected"), DROWSINESS)
def test_each_stretch_of_one_severity_is_a_flag(
    judge: Judge, changes: list[str], expected: list[Row]
) -> None:
    told = effect("drowsiness", "2026-10-05", changes=map(effect_change, changes))
    found = judge(history(side_effects=[told]))
    assert found == dict.fromkeys(expected, 1)


def test_a_change_ends_with_the_effect(judge: Judge) -> None:
    changes = [effect_change("2026-11-18 severe")]
    told = effect("dizziness", "2026-10-05", "2026-11-18", changes=changes)
    assert judge(history(side_effects=[told])) == {
        row("common-effect", "context", "2026-10-05", "2026-11-18"): 1,
        row("common-effect", "notice", "2026-11-18", "2026-11-19"): 1,
    }


def test_a_flag_names_the_changes_that_bound_its_days() -> None:
    severe, over = effect_change("2026-11-18 severe"), effect_change("2026-11-25")
    told = effect("drowsiness", "2026-10-05", changes=[severe, over])
    found = flags(history(side_effects=[told]))
    assert [(flag.observed, flag.inputs) for flag in found] == [
        ("Recorded drowsiness, mild", (told, severe)),
        ("Recorded drowsiness, severe", (told, severe, over)),
    ]


def test_the_report_of_a_change_is_a_contact(judge: Judge) -> None:
    told = effect("nausea", "2026-01-01", changes=[EffectChange(on("2026-01-08"), "mild")])
    heard = effect(
        "nausea", "2026-01-01", changes=[EffectChange(on("2026-01-08"), "mild", on("2026-01-09"))]
    )
    taken = step("2026-01-05", "10 10 10", already_taking=True)
    silent = row("no-contact-since-change", "context", "2026-01-06")
    until_told = row("no-contact-since-change", "context", "2026-01-06", "2026-01-09")
    assert silent in judge(history(taken, side_effects=[told], checks=()))
    assert until_told in judge(history(taken, side_effects=[heard], checks=()))


# the first rate of a pump from 05-Jan-2026, its changes, and its flags
PUMPS: list[tuple[str | None, str, list[Row]]] = [
    ("300", "2026-03-01 2500", [row("intrathecal-outside", "notice", "2026-03-01")]),
    (
        "2500",
        "2026-03-01 300",
        [row("intrathecal-outside", "notice", "2026-01-05", "2026-03-01")],
    ),
    (
        "30",
        "2026-03-01 2500",
        [
            row("intrathecal-outside", "notice", "2026-01-05", "2026-03-01"),
            row("intrathecal-outside", "notice", "2026-03-01"),
        ],
    ),
    ("2500", "2026-03-01 2500.0", [row("intrathecal-outside", "notice", "2026-01-05")]),
    (None, "2026-03-01 30", [row("intrathecal-outside", "notice", "2026-03-01")]),
    ("30", "2026-01-05 300", []),
]


@pytest.mark.parametrize(("daily", "change", "expected"), PUMPS)
def test_each_rate_of_a_pump_is_a_flag(
    judge: Judge, daily: str | None, change: str, expected: list[Row]
) -> None:
    day, rate = change.split()
    changes = [RateChange(on(day), Decimal(rate))]
    pump = treatment("intrathecal baclofen", "2026-01-05", mcg_per_day=daily, changes=changes)
    assert judge(history(treatments=[pump])) == dict.fromkeys(expected, 1)


def test_the_same_rate_again_hides_no_later_one(judge: Judge) -> None:
    changes = [
        RateChange(on("2026-02-01"), Decimal(300)),
        RateChange(on("2026-03-01"), Decimal(2500)),
    ]
    pump = treatment("intrathecal baclofen", "2026-01-05", mcg_per_day="300", changes=changes)
    assert judge(history(treatments=[pump])) == {
        row("intrathecal-outside", "notice", "2026-03-01"): 1
    }


def test_an_age_that_the_calendar_does_not_reach_is_told_as_such() -> None:
    born_on = InexactDay.in_year(9995)
    (flag, *_) = flags(history(step("9999-01-05", "10 10 10"), born_on=born_on))
    assert flag.arithmetic == "born 9995, so 18 on no day of the calendar at the latest"


def test_a_rate_ends_with_the_treatment(judge: Judge) -> None:
    changes = [RateChange(on("2026-02-01"), Decimal(2500))]
    pump = treatment("intrathecal baclofen", "2026-01-05", "2026-02-03", "300", changes=changes)
    assert judge(history(treatments=[pump])) == {
        row("intrathecal-outside", "notice", "2026-02-01", "2026-02-04"): 1
    }


def test_an_inexact_onset_begins_on_its_first_possible_day(judge: Judge) -> None:
    told = effect("drowsiness", MARCH_2024)
    found = judge(history(side_effects=[told]))
    assert found == {row("common-effect", "context", "2024-03-01"): 1}
    (flag,) = flags(history(side_effects=[told]))
    assert flag.observed == "Recorded drowsiness, mild, since about Mar-2024"


@pytest.mark.parametrize(
    ("born_on", "adult_from", "observed", "arithmetic"),
    [
        (
            IN_2008,
            "2026-12-31",
            "Recorded oral baclofen with a birth date that leaves open an age under 18",
            "born 2008, so 18 on 01-Jan-2026 at the earliest and 31-Dec-2026 at the latest",
        ),
        (
            InexactDay.in_month(2008, 2),
            "2026-03-01",
            "Recorded oral baclofen with a birth date that leaves open an age under 18",
            "born Feb-2008, so 18 on 01-Feb-2026 at the earliest and 01-Mar-2026 at the latest",
        ),
        (
            on("2008-02-29"),
            "2026-03-01",
            "Recorded oral baclofen before the age of 18",
            "born 29-Feb-2008, so 18 on 01-Mar-2026",
        ),
    ],
)
def test_an_adult_is_who_is_18_on_every_reading(
    judge: Judge, born_on: Day, adult_from: str, observed: str, arithmetic: str
) -> None:
    taken = history(step("2026-01-05", "5 15 15", already_taking=True), born_on=born_on)
    assert judge(taken) == {
        row("comparison-not-made", "context", "2026-01-05", adult_from): 1,
        row("per-dose-below", "notice", adult_from): 1,
    }
    said = {flag.code: flag for flag in flags(taken)}["comparison-not-made"]
    assert (said.observed, said.arithmetic) == (observed, arithmetic)


def test_a_year_of_birth_is_enough_for_an_adult(judge: Judge) -> None:
    born_on = InexactDay.in_year(1979)
    taken = history(step("2026-01-05", "5 15 15", already_taking=True), born_on=born_on)
    assert judge(taken) == {row("per-dose-below", "notice", "2026-01-05"): 1}
