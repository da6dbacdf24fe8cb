"""The current dose is derived from the steps; planned ones are mentioned."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings

from tests.factories import on
from tests.titration.reading.records import TODAY, Record, days, record, records, step_row
from titration.record.dose_steps.current_dose import CurrentDose, current_dose
from titration.rules import Timeline


def current(*told: tuple[str, str], phases: tuple[str, ...] = ()) -> CurrentDose:
    """Return the current dose after steps, each given as a date and amounts."""
    rows = [step_row(doses, from_=from_) for from_, doses in told]
    rows = [replace(row, phase=phase) for row, phase in zip(rows, phases, strict=False)] or rows
    return on_day(record(*rows), TODAY)


def on_day(told: Record, day: date) -> CurrentDose:
    return current_dose(Timeline.of(told.history()).regimens, told.steps, day)


def test_with_nothing_recorded_it_says_so():
    assert current() == CurrentDose(
        "No dose recorded", total="", is_in_words=False, since=None, days=0, was="",
        next_on=None, next_regimen="",
    )  # fmt: skip


def test_it_tells_the_regimen_its_total_and_its_days():
    found = current(("2026-02-20", "15x3"))

    assert (found.regimen, found.total) == ("15 mg three times a day", "45 mg per day")
    assert (found.since, found.days, found.was) == (on("2026-02-20"), 10, "")


def test_a_dose_of_today_has_been_taken_for_no_days():
    assert current(("2026-03-02", "15x3")).days == 0


def test_it_tells_what_was_taken_before():
    assert current(("2026-01-05", "5 5 10"), ("2026-02-20", "10x3")).was == "20 mg per day"


def test_a_stop_has_no_total_and_a_date():
    found = current(("2026-01-05", "10x3"), ("2026-02-20", ""))

    assert (found.regimen, found.total, found.was) == ("Stopped", "", "30 mg per day")
    assert found.since == on("2026-02-20")


def test_a_restart_was_stopped_before():
    found = current(("2026-01-05", "10x3"), ("2026-02-02", ""), ("2026-02-20", "5x3"))

    assert (found.total, found.was) == ("15 mg per day", "stopped")


def test_a_planned_step_is_told_and_changes_nothing_yet():
    found = current(("2026-02-20", "10x3"), ("2026-03-03", "15x3"), ("2026-03-09", "20x3"))

    assert (found.total, found.was) == ("30 mg per day", "")
    assert (found.next_on, found.next_regimen) == (on("2026-03-03"), "15 mg three times a day")


def test_a_planned_stop_is_told_as_one():
    assert current(("2026-02-20", "10x3"), ("2026-03-09", "")).next_regimen == "Stopped"


def test_before_a_course_that_lies_ahead_no_dose_is_recorded():
    found = current(("2026-03-03", "10x3"))

    assert (found.regimen, found.total, found.since) == ("No dose recorded", "", None)
    assert found.next_regimen == "10 mg three times a day"


def test_a_change_of_phase_alone_does_not_begin_the_dose_anew():
    found = current(
        ("2026-01-05", "5x3"), ("2026-02-02", "10x3"), ("2026-02-20", "10x3"),
        phases=("initiation", "initiation", "maintenance"),
    )  # fmt: skip

    assert (found.since, found.was) == (on("2026-02-02"), "15 mg per day")


def test_a_regimen_in_words_has_no_total_and_is_told_as_what_was_taken_before():
    told = record(
        step_row("", from_="2026-01-05", in_words="5 mg every other day"),
        step_row("", from_="2026-02-20", in_words="as needed"),
    )

    found = on_day(told, TODAY)

    assert (found.regimen, found.total, found.is_in_words) == ("as needed", "", True)
    assert (found.days, found.was) == (10, "5 mg every other day")


def test_the_dose_is_told_with_its_times_of_day():
    told = record(
        step_row("10 20", from_="2026-01-05", times_of_day=("morning", "bedtime")),
        step_row("10 20", from_="2026-02-20", times_of_day=("midday", "bedtime")),
    )

    found = on_day(told, TODAY)

    assert found.regimen == "10 mg midday, 20 mg bedtime a day"
    assert (found.total, found.since) == ("30 mg per day", on("2026-01-05"))


@settings(max_examples=50)
@given(records(), days())
def test_it_is_the_last_step_begun_by_then(told: Record, day: date):
    """Compare with the slow way: the last of all steps not after the day."""
    begun = [row for row in told.steps if row.starts_on <= day]
    found = on_day(told, day)

    if not begun:
        assert found.regimen == "No dose recorded"
    elif not begun[-1].doses_mg:
        assert found.regimen == (begun[-1].in_words or "Stopped")
    else:
        number, _, unit = found.total.partition(" ")
        assert Decimal(number) == sum(begun[-1].doses_mg)
        assert unit == "mg per day"
