"""What the form for a dose step is read back beside."""

import json
from dataclasses import replace

from tests.factories import on
from tests.titration.reading.records import step_row
from titration.record.dose_steps.beside import StepBeside, dose_beside
from titration.rules import ARTICLE, Days

TODAY = on("2026-03-02")
ADULT = Days(on("1998-05-01"), None)
NEVER_ADULT = Days(TODAY, TODAY)


def test_a_step_is_told_with_its_day_regimen_and_total():
    (told,) = dose_beside([step_row("5 5 12.50", from_="2026-01-05")], ADULT, TODAY).steps

    assert told == StepBeside(
        told.id, "05-Jan-2026", "5 mg, 5 mg, 12.5 mg a day", "22.5", is_shown=True
    )


def test_the_last_three_that_have_begun_are_listed_and_twelve_are_compared_with():
    steps = [
        replace(step_row(f"{day}x3", from_=f"2026-01-{day:02}"), id=day) for day in range(1, 15)
    ]
    ahead = replace(step_row("5x3", from_="2026-03-09"), id=15)

    told = dose_beside([*steps, ahead], ADULT, TODAY).steps

    assert [step.day for step in told if step.is_shown] == [
        "14-Jan-2026", "13-Jan-2026", "12-Jan-2026",
    ]  # fmt: skip
    assert (len(told), told[0].day) == (12, "09-Mar-2026")


def test_a_stop_has_a_total_of_none_and_words_have_no_total():
    stop = step_row("", from_="2026-01-05")

    assert dose_beside([stop], ADULT, TODAY).steps[0].total == "0"
    assert dose_beside([stop], ADULT, TODAY).steps[0].regimen == "Stopped"


def test_an_adult_is_compared_with_each_source_from_the_18th_birthday_on():
    compared = json.loads(dose_beside([], ADULT, TODAY, (ARTICLE,)).compared)

    assert compared == {"since": "1998-05-01", "sources": [["the article", "10", "20", 3]]}


def test_nobody_is_compared_without_days_as_an_adult():
    assert dose_beside([], NEVER_ADULT, TODAY).compared == ""
