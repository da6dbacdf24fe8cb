"""Regimens in words and by time of day, and doses already taken: what is saved and refused."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from patients.days import Day, InexactDay
from patients.models import Account, Patient
from tests.factories import a_step, in_error, on
from tests.titration.record.calls import record_step
from titration.record.dose_steps.models import DoseStep
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]

EVERY_OTHER_DAY = "5 mg every other day"


def refusal(patient: Patient, by: Account, doses: str = "", **values: Any) -> dict[str, list[str]]:
    """Return the sentences, by field, that refuse a step; assert that nothing is saved."""
    before = DoseStep.objects.count()
    with pytest.raises(ValidationError) as refused:
        record_step(patient, by, doses, **values)
    assert DoseStep.objects.count() == before
    return refused.value.message_dict


def test_a_regimen_in_words_is_saved_and_stands(patient: Patient, neurologist: Account):
    record_step(
        patient, neurologist, "", from_="2026-02-02", in_words=EVERY_OTHER_DAY,
        decided_by="hospital",
    )  # fmt: skip

    step = DoseStep.objects.get()
    assert (step.doses_mg, step.in_words, step.phase) == ([], EVERY_OTHER_DAY, "maintenance")
    assert step.decided_by == "hospital"
    standing = Standing.objects.get(patient=patient)
    assert (standing.doses_mg, standing.in_words) == ([], EVERY_OTHER_DAY)
    assert (standing.total_mg, standing.regimen_since) == (None, on("2026-02-02"))


def test_the_same_words_twice_are_refused(patient: Patient, neurologist: Account):
    a_step(patient, "", in_words=EVERY_OTHER_DAY, from_="2026-02-02")

    assert refusal(patient, neurologist, from_="2026-02-09", in_words=EVERY_OTHER_DAY) == {
        "doses_mg": [
            "This is the same as the dose before it: 5 mg every other day from 02-Feb-2026."
        ]
    }


@pytest.mark.parametrize(
    "told", [{"in_words": "as needed"}, {"in_words": EVERY_OTHER_DAY, "phase": "taper"}]
)
def test_other_words_or_another_phase_change_the_regimen(
    patient: Patient, neurologist: Account, told: dict[str, Any]
):
    a_step(patient, "", in_words=EVERY_OTHER_DAY, from_="2026-02-02")

    assert record_step(patient, neurologist, "", from_="2026-02-09", **told).is_live


def test_a_stop_follows_a_regimen_in_words(patient: Patient, neurologist: Account):
    a_step(patient, "", in_words=EVERY_OTHER_DAY, from_="2026-02-02")

    assert record_step(patient, neurologist, "", from_="2026-02-09").is_live


def test_amounts_and_words_do_not_go_together(patient: Patient, neurologist: Account):
    assert refusal(patient, neurologist, "5", from_="2026-02-09", in_words="as needed") == {
        "in_words": ["A regimen is told by amounts or in words, not both."]
    }


def test_a_stop_has_no_words(patient: Patient, neurologist: Account):
    a_step(patient, "5x3", from_="2026-02-02")

    refused = refusal(
        patient, neurologist, from_="2026-02-09", in_words="as needed", phase="stopped"
    )
    assert set(refused) == {"phase"}


def test_only_the_times_of_day_may_change(patient: Patient, neurologist: Account):
    a_step(patient, "10 20", at="morning bedtime", from_="2026-02-02")

    later = record_step(
        patient, neurologist, "10 20", from_="2026-02-09", times_of_day=["midday", "bedtime"]
    )

    assert later.times_of_day == ["midday", "bedtime"]
    same = refusal(
        patient, neurologist, "10 20", from_="2026-02-16", times_of_day=["midday", "bedtime"]
    )
    said = "10 mg midday, 20 mg bedtime a day from 09-Feb-2026"
    assert same == {"doses_mg": [f"This is the same as the dose before it: {said}."]}


@pytest.mark.parametrize(
    "since", [InexactDay.in_year(2019), InexactDay.in_month(2026, 2), on("2026-02-02"), None]
)
def test_a_first_dose_was_taken_already_since_a_day(
    patient: Patient, neurologist: Account, since: Day | None
):
    record_step(
        patient, neurologist, "5x3", from_="2026-02-02", already_taking=True, taking_since=since
    )

    assert DoseStep.objects.get().taking_since == since


@pytest.mark.parametrize(
    ("since", "already_taking", "sentence"),
    [
        (
            InexactDay.in_year(2019),
            False,
            "This goes with a dose that was taken already when first recorded here.",
        ),
        (on("2026-02-03"), True, "This is after the first recorded day, 02-Feb-2026."),
        (InexactDay.in_month(2026, 3), True, "This is after the first recorded day, 02-Feb-2026."),
        (InexactDay.in_year(1979), True, "This is before the birth date, 01-May-1980."),
    ],
)
def test_a_day_since_which_no_dose_was_taken_is_refused(
    patient: Patient, neurologist: Account, since: Day, already_taking: bool, sentence: str
):
    refused = refusal(
        patient, neurologist, "5x3", from_="2026-02-02", already_taking=already_taking,
        taking_since=since,
    )  # fmt: skip
    assert refused == {"taking_since": [sentence]}


def test_in_the_year_of_birth_a_dose_may_have_been_taken(patient: Patient, neurologist: Account):
    born = InexactDay.in_year(1980)

    assert record_step(
        patient, neurologist, "5x3", from_="2026-02-02", already_taking=True, taking_since=born
    ).is_live


@pytest.mark.parametrize("already_taking", [False, True])
def test_no_step_comes_before_the_one_that_was_already_taken(
    patient: Patient, neurologist: Account, already_taking: bool
):
    a_step(patient, "10x3", from_="2026-01-12", already_taking=True)

    refused = refusal(
        patient, neurologist, "5x3", from_="2026-01-05", already_taking=already_taking
    )
    first = "10 mg three times a day from 12-Jan-2026"
    assert refused == {
        "starts_on": [
            f"The first step is the one that was taken already: {first}. None comes before."
        ]
    }


def test_one_that_was_marked_in_error_is_no_first_step(patient: Patient, neurologist: Account):
    in_error(a_step(patient, "10x3", from_="2026-01-12", already_taking=True))

    assert record_step(patient, neurologist, "5x3", from_="2026-01-05").is_live


def test_the_one_already_taken_may_be_moved_by_correcting_it(
    patient: Patient, neurologist: Account
):
    first = a_step(patient, "10x3", from_="2026-01-12", already_taking=True)

    moved = record_step(
        patient, neurologist, "10x3", from_="2026-01-05", already_taking=True, corrects=first,
        error_reason="Wrong day",
    )  # fmt: skip
    assert moved.is_live
