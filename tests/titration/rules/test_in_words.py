"""A regimen in words is taken, changes when its words change, and is compared with nothing."""

from tests.titration.rules.histories import (
    NOBODY_ASKED,
    Judge,
    history,
    in_words,
    on,
    rating,
    row,
    step,
)
from titration.rules import flags

EVERY_OTHER_DAY = in_words("2026-01-05", "5 mg every other day")


def test_it_is_compared_with_nothing_and_says_so(judge: Judge) -> None:
    taken = history(EVERY_OTHER_DAY)
    assert judge(taken) == {row("comparison-not-made", "context", "2026-01-05"): 1}
    (flag,) = flags(taken)
    assert flag.observed == "Recorded “5 mg every other day”, in words"
    assert flag.inputs == (EVERY_OTHER_DAY,)


def test_each_step_in_words_has_a_flag_of_its_own(judge: Judge) -> None:
    found = judge(history(EVERY_OTHER_DAY, in_words("2026-01-09", "as needed", "maintenance")))
    assert found == {
        row("comparison-not-made", "context", "2026-01-05", "2026-01-09"): 1,
        row("comparison-not-made", "context", "2026-01-09"): 1,
    }


def test_where_the_age_is_not_known_both_are_said(judge: Judge) -> None:
    assert judge(history(EVERY_OTHER_DAY, born_on=None)) == {
        row("comparison-not-made", "context", "2026-01-05"): 2
    }
    assert judge(history(EVERY_OTHER_DAY, born_on=on("2008-01-10"))) == {
        row("comparison-not-made", "context", "2026-01-05"): 1,
        row("comparison-not-made", "context", "2026-01-05", "2026-01-10"): 1,
    }


def test_it_counts_as_taking_baclofen(judge: Judge) -> None:
    found = judge(history(EVERY_OTHER_DAY, precautions=NOBODY_ASKED, treatments=(), checks=()))
    assert row("no-other-treatment", "context", "2026-01-05") in found
    assert found[row("caution-not-asked", "context", "2026-01-05")] == 3
    assert row("no-contact-since-change", "context", "2026-01-06") in found


def test_other_words_are_a_change_and_the_same_words_are_none(judge: Judge) -> None:
    again = in_words("2026-01-09", "5 mg every other day", "maintenance")
    other = in_words("2026-01-09", "as needed", "maintenance")
    contact = row("no-contact-since-change", "context", "2026-01-10")
    assert contact not in judge(history(EVERY_OTHER_DAY, again, checks=()))
    assert contact in judge(history(EVERY_OTHER_DAY, other, checks=()))


def test_ratings_under_it_are_not_compared(judge: Judge) -> None:
    rated = [rating("spasm", "5", "2026-01-10"), rating("spasm", "7", "2026-01-20")]
    found = judge(history(EVERY_OTHER_DAY, ratings=rated))
    assert found == {row("comparison-not-made", "context", "2026-01-05"): 1}


def test_the_step_after_it_is_not_the_first_of_a_course(judge: Judge) -> None:
    found = judge(history(EVERY_OTHER_DAY, step("2026-01-09", "15 15 15")))
    assert found == {row("comparison-not-made", "context", "2026-01-05", "2026-01-09"): 1}


def test_a_restart_says_the_words_taken_before_the_stop() -> None:
    found = flags(history(EVERY_OTHER_DAY, step("2026-01-09", ""), step("2026-01-12", "15 15 15")))
    (first,) = [flag for flag in found if flag.code == "first-step-not-low"]
    assert first.observed == (
        "Recorded 45 mg per day (15 + 15 + 15) as the first step"
        " after 3 days without baclofen; before them 5 mg every other day"
    )
