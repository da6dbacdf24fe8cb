"""Which flags a reader is told of before the day on which they begin."""

from datetime import date

from hypothesis import given, settings

from tests.titration.rules.histories import history, on, step, treatment
from tests.titration.rules.strategies import days, histories
from titration.rules import History, flags

EVE = on("2026-03-02")


def told_ahead(recorded: History) -> set[tuple[str, str]]:
    """Return code and first day of the flags ahead that a reader is told of on 2 March 2026."""
    ahead = [flag for flag in flags(recorded) if flag.since > EVE]
    return {(flag.code, str(flag.since)) for flag in ahead if flag.is_told_on(EVE)}


def test_a_planned_step_brings_its_comparisons_and_its_run_of_days() -> None:
    planned = step("2026-03-09", "25 25 25")
    told = told_ahead(history(planned, treatments=[], precautions={}))
    assert told == {
        (code, "2026-03-09")
        for code in (
            "per-dose-above",
            "total-above",
            "first-step-not-low",
            "caution-not-asked",
            "no-other-treatment",
        )
    }


def test_an_18th_birthday_within_a_planned_step_is_not_the_step_s_doing() -> None:
    planned = history(step("2026-03-09", "25 25 25"), born_on=on("2008-03-20"))
    assert told_ahead(planned) == {("comparison-not-made", "2026-03-09")}
    assert "2026-03-20" in {str(flag.since) for flag in flags(planned)}


def test_the_end_of_another_treatment_is_no_planned_step() -> None:
    """A planned step lies within the flag's days, but they begin with the treatment's end."""
    taken = step("2026-01-05", "10 10 10", already_taking=True), step("2026-03-09", "15 15 15")
    therapy = [treatment("physical therapy", "2026-01-05", "2026-03-05")]
    found = history(*taken, treatments=therapy)
    assert told_ahead(found) == set()
    assert ("no-other-treatment", "2026-03-06") in {
        (flag.code, str(flag.since)) for flag in flags(found)
    }


@given(histories(), days(30))
@settings(deadline=None)
def test_without_a_planned_step_nothing_ahead_is_told(recorded: History, today: date) -> None:
    begins = {step.starts_on for step in recorded.steps}
    for flag in flags(recorded):
        is_planned = flag.since in begins and flag.since > today
        assert flag.is_told_on(today) <= (flag.since <= today or is_planned)
        assert flag.is_told_on(flag.since)
