"""Recording reviews: by any clinician; the next date by a neurologist alone."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.models import Account, Patient
from tests.factories import a_review, on
from tests.patients.events import event, events
from tests.titration.record.calls import review
from titration.record.reviews.models import Review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


def test_a_neurologist_sets_the_date_of_the_next_review(patient: Patient, neurologist: Account):
    saved = review(patient, neurologist, on_="2026-03-02", next_on="2026-06-01", note="Wearing off")

    stored = Review.objects.get()
    assert (stored, stored.recorded_by, stored.note) == (saved, neurologist, "Wearing off")
    assert (stored.reviewed_on, stored.next_on) == (on("2026-03-02"), on("2026-06-01"))
    assert events() == [event("record-review", by=neurologist, patient=patient, about=saved)]


def test_a_nurse_records_a_review_and_sets_no_date(patient: Patient, nurse: Account):
    assert review(patient, nurse, on_="2026-03-02").is_live

    with pytest.raises(PermissionDenied, match="set by neurologists"):
        review(patient, nurse, on_="2026-03-02", next_on="2026-06-01")

    assert Review.objects.count() == 1
    assert events()[1:] == [event("set-review-date", "refused", by=nurse, patient=patient)]


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        (
            {"on_": "1980-04-30"},
            {"reviewed_on": ["This is before the birth date, 01-May-1980."]},
        ),
        (
            {"on_": "2026-03-03"},
            {"reviewed_on": ["This date lies ahead of today, 02-Mar-2026."]},
        ),
        (
            {"on_": "2026-03-02", "next_on": "2026-03-02"},
            {"next_on": ["The next review comes after this one."]},
        ),
        (
            {"on_": "2026-03-02", "next_on": "2028-03-04"},
            {"next_on": ["This date is more than two years ahead."]},
        ),
    ],
    ids=["before birth", "ahead", "next at once", "next in years"],
)
def test_impossible_days_are_refused_on_their_fields(
    patient: Patient, neurologist: Account, days: dict[str, Any], refused: dict[str, list[str]]
):
    with pytest.raises(ValidationError) as problem:
        review(patient, neurologist, **days)

    assert problem.value.message_dict == refused
    assert not Review.objects.exists()
    assert events() == []


@pytest.mark.parametrize("next_on", ["2026-02-02", "2028-03-03"])
def test_a_review_recorded_late_may_have_a_past_next_date(
    patient: Patient, neurologist: Account, next_on: str
):
    assert review(patient, neurologist, on_="2026-02-01", next_on=next_on).is_live


def test_the_same_form_sent_again_returns_the_review_it_saved(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = review(patient, nurse, on_="2026-03-02", token=token)

    assert review(patient, nurse, on_="2026-03-02", token=token) == first
    assert Review.objects.count() == 1


def test_a_correction_strikes_the_old_review(patient: Patient, neurologist: Account):
    typo = a_review(patient, on_="2026-02-01", next_on="2026-02-28")

    saved = review(
        patient, neurologist, on_="2026-02-01", next_on="2026-03-28", corrects=typo,
        error_reason="Wrong month",
    )  # fmt: skip

    typo.refresh_from_db()
    assert (typo.status, typo.marked_reason) == ("entered-in-error", "Wrong month")
    assert (saved.replaces, saved.next_on) == (typo, on("2026-03-28"))


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_record_no_review(patient: Patient, who: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="recorded by neurologists and nurses"):
        review(patient, account, on_="2026-03-02")

    assert not Review.objects.exists()
    assert events() == [event("record-review", "refused", by=account, patient=patient)]
