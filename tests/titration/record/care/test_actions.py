"""Ending and reopening care: by any clinician, on days that fit."""

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.models import Account, Care, Patient
from tests.factories import a_reopening, a_side_effect, a_step, an_end_of_care, on
from tests.patients.events import event, events
from tests.titration.record import calls
from titration.record.corrections import actions as corrections
from titration.record.dose_steps.models import DoseStep
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


def is_listed(patient: Patient) -> bool:
    return Standing.objects.get(patient=patient).is_listed


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_clinician_ends_care_and_reopens_it(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    by: Account = request.getfixturevalue(who)

    ended = calls.end_care(patient, by, on_="2026-02-20", reason="discharged")
    assert (str(ended), is_listed(patient)) == ("Care ended 20-Feb-2026: discharged", False)

    reopened = calls.reopen_care(patient, by, from_="2026-03-02")
    assert (str(reopened), is_listed(patient)) == ("Care reopened 02-Mar-2026", True)
    assert events() == [
        event("end-care", by=by, patient=patient, about=ended),
        event("reopen-care", by=by, patient=patient, about=reopened),
    ]


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_end_no_care(patient: Patient, who: str, request: pytest.FixtureRequest):
    with pytest.raises(PermissionDenied, match="ended and reopened by neurologists and nurses"):
        calls.end_care(patient, request.getfixturevalue(who), on_="2026-02-20")

    assert not Care.objects.exists()
    assert is_listed(patient)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1980-04-30", "This is before the birth date, 01-May-1980."),
        ("2026-03-03", "This date lies ahead of today, 02-Mar-2026."),
        ("2026-01-05", "Already recorded: Care ended 05-Jan-2026: died."),
        ("2026-01-31", "Already recorded: Care ended 05-Jan-2026: died."),
        ("2026-01-04", "Already recorded: Care ended 05-Jan-2026: died."),
    ],
)
def test_an_end_on_a_day_that_does_not_fit_is_refused(
    patient: Patient, nurse: Account, day: str, sentence: str
):
    an_end_of_care(patient, on_="2026-01-05")
    a_reopening(patient, from_="2026-02-01")

    with pytest.raises(ValidationError) as problem:
        calls.end_care(patient, nurse, on_=day)

    assert problem.value.message_dict == {"from_on": [sentence]}
    assert Care.objects.count() == 2


def test_care_under_way_is_not_reopened(patient: Patient, nurse: Account):
    with pytest.raises(ValidationError, match="Care had not ended by this day"):
        calls.reopen_care(patient, nurse, from_="2026-03-02")


def test_care_is_not_reopened_before_it_ended(patient: Patient, nurse: Account):
    an_end_of_care(patient, on_="2026-02-20")

    with pytest.raises(ValidationError, match="Care had not ended by this day"):
        calls.reopen_care(patient, nurse, from_="2026-02-19")


def test_care_ends_again_and_on_one_day_the_last_word_holds(patient: Patient, nurse: Account):
    calls.end_care(patient, nurse, on_="2026-03-02", reason="lost to follow-up")
    calls.reopen_care(patient, nurse, from_="2026-03-02")
    assert is_listed(patient)

    calls.end_care(patient, nurse, on_="2026-03-02", reason="died")
    assert not is_listed(patient)


def test_a_correction_tells_another_day_and_keeps_the_patient_off_the_lists(
    patient: Patient, nurse: Account
):
    typo = an_end_of_care(patient, on_="2026-02-20", by=nurse)

    calls.end_care(
        patient, nurse, on_="2026-02-02", corrects=typo, error_reason="Day of the letter"
    )

    assert [care.from_on for care in Care.objects.live()] == [on("2026-02-02")]
    assert not is_listed(patient)


def test_a_correction_does_not_pass_another_change_of_its_day(patient: Patient, nurse: Account):
    ended = an_end_of_care(patient, on_="2026-02-20", by=nurse)
    a_reopening(patient, from_="2026-02-20")

    with pytest.raises(ValidationError, match="Another change of care is recorded for this day"):
        calls.end_care(
            patient, nurse, on_="2026-02-20", note="By letter", corrects=ended, error_reason="Typo"
        )

    assert is_listed(patient)


def test_an_end_marked_as_entered_in_error_puts_the_patient_back(patient: Patient, nurse: Account):
    ended = calls.end_care(patient, nurse, on_="2026-02-20")

    corrections.mark(entry=ended, by=nurse, reason="Another patient")

    assert is_listed(patient)


ENDED = "Care ended 20-Feb-2026: died. Nothing new is recorded until care is reopened"
NEW: dict[str, Callable[[Patient, Account], object]] = {
    "dose step": lambda patient, by: calls.record_step(patient, by, "5x3", from_="2026-02-01"),
    "side effect": lambda patient, by: calls.report(patient, by, from_="2026-02-01"),
    "change": lambda patient, by: calls.report_change(
        a_side_effect(patient, from_="2026-02-01"), by, on_="2026-02-02"
    ),
    "none reported": lambda patient, by: calls.report_none(patient, by, asked_on="2026-02-01"),
    "rating": lambda patient, by: calls.rate(patient, by, calls.a_score("6"), on_="2026-02-01"),
    "treatment": lambda patient, by: calls.treat(patient, by, from_="2026-02-01"),
    "intake": lambda patient, by: calls.not_as_recorded(patient, by, from_="2026-02-01"),
    "review": lambda patient, by: calls.review(patient, by, on_="2026-02-01"),
    "contact": lambda patient, by: calls.contact(patient, by, on_="2026-02-01"),
    "note": calls.leave_note,
    "dystonia and histories": lambda patient, by: calls.change(
        patient, by, details=patient.details
    ),
}


@pytest.mark.parametrize("what", NEW)
def test_after_the_end_nothing_new_is_recorded_and_after_reopening_it_is(
    patient: Patient, neurologist: Account, what: str
):
    an_end_of_care(patient, on_="2026-02-20")

    with pytest.raises(ValidationError, match=ENDED):
        NEW[what](patient, neurologist)

    assert events() == []
    a_reopening(patient, from_="2026-03-02")
    assert NEW[what](patient, neurologist)


def test_after_the_end_entries_and_details_are_still_corrected(
    patient: Patient, neurologist: Account
):
    typo = a_step(patient, "50x3", from_="2026-02-01", by=neurologist)
    an_end_of_care(patient, on_="2026-02-20")

    saved = calls.record_step(
        patient, neurologist, "5x3", from_="2026-02-01", corrects=typo, error_reason="Typo"
    )
    calls.change(
        patient, neurologist, details={**patient.details, "sex": "male"}, dystonia=None, answers={}
    )

    assert DoseStep.objects.live().get() == saved
    assert Patient.objects.get(pk=patient.pk).sex == "male"


def test_a_form_saved_before_the_end_lands_where_it_did(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = calls.review(patient, nurse, on_="2026-02-01", token=token)
    an_end_of_care(patient, on_="2026-02-20")

    assert calls.review(patient, nurse, on_="2026-02-01", token=token) == first
