"""Recording side effects, or that a clinician asked and none was reported."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.days import iso_text
from patients.models import Account, Patient
from tests.factories import a_patient, on
from tests.patients.events import event, events
from tests.titration.record.calls import report, report_none
from titration.reading.recorded import read
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]

clinicians = pytest.mark.parametrize("who", ["neurologist", "nurse"])
others = pytest.mark.parametrize("who", ["admin", "outsider"])


@clinicians
def test_an_effect_is_saved_as_it_was_reported(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)
    told: dict[str, Any] = {
        "reported_by": "carer",
        "action_taken": "referred",
        "note": "In the morning",
    }
    days: dict[str, Any] = {
        "from_": "2026-02-01",
        "until": "2026-02-03",
        "reported_on": "2026-02-04",
    }

    effect = report(patient, account, "dizziness", "moderate", **days, **told)

    stored: dict[str, Any] = dict(SideEffect.objects.values().get())
    assert (stored["term"], stored["severity"]) == ("dizziness", "moderate")
    assert [stored[name].day for name in SideEffect.CARE_DATES] == [1, 3, 4]
    assert {name: stored[name] for name in told} == told
    assert (stored["recorded_by_id"], stored["status"]) == (account.pk, "live")
    assert events() == [event("record-side-effect", by=account, patient=patient, about=effect)]


def test_the_standing_changes_with_an_effect(patient: Patient, nurse: Account):
    report(patient, nurse, "muscle weakness", "severe", from_="2026-02-01")

    standing = Standing.objects.get(patient=patient)
    assert (standing.open_side_effects, standing.worst_severity) == (1, "severe")
    assert standing.attention_flags == ["serious-effect"]


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        (
            {"from_": "1980-04-30", "reported_on": "2026-02-01"},
            {"onset_on": ["This is before the birth date, 01-May-1980."]},
        ),
        (
            {"from_": "2026-03-03"},
            {
                "onset_on": ["This date lies ahead of today, 02-Mar-2026."],
                "reported_on": ["This date lies ahead of today, 02-Mar-2026."],
            },
        ),
        (
            {"from_": "1980-04", "reported_on": "2026-02-01"},
            {"onset_on": ["This is before the birth date, 01-May-1980."]},
        ),
        (
            {"from_": "2026-04", "reported_on": "2026-02-01"},
            {"onset_on": ["This date lies ahead of today, 02-Mar-2026."]},
        ),
        (
            {"from_": "2026-02", "until": "2026-01-31", "reported_on": "2026-02-01"},
            {"resolved_on": ["It resolved before its onset; one date is wrong."]},
        ),
        (
            {"from_": "2026-02", "reported_on": "2026-01-31"},
            {"reported_on": ["It was reported before its onset; one is wrong."]},
        ),
        (
            {"from_": "2026-02-01", "until": "2026-03-03"},
            {"resolved_on": ["This date lies ahead of today, 02-Mar-2026."]},
        ),
        (
            {"from_": "2026-02-02", "until": "2026-02-01"},
            {"resolved_on": ["It resolved before its onset; one date is wrong."]},
        ),
        (
            {"from_": "2026-02-02", "reported_on": "2026-02-01"},
            {"reported_on": ["It was reported before its onset; one is wrong."]},
        ),
    ],
    ids=[
        "before birth",
        "ahead",
        "month before birth",
        "month ahead",
        "resolved before the month",
        "reported before the month",
        "resolved ahead",
        "resolved first",
        "reported first",
    ],
)
def test_impossible_dates_are_refused_on_their_fields(
    patient: Patient, nurse: Account, days: dict[str, Any], refused: dict[str, list[str]]
):
    with pytest.raises(ValidationError) as problem:
        report(patient, nurse, **days)

    assert problem.value.message_dict == refused
    assert not SideEffect.objects.exists()
    assert events() == []


@pytest.mark.parametrize("onset", ["1980", "1980-05", "2026", "2026-03", "2026-02"])
def test_an_onset_that_may_lie_between_birth_and_today_is_taken(
    patient: Patient, nurse: Account, onset: str
):
    report(patient, nurse, from_=onset, reported_on="2026-03-02")

    assert iso_text(SideEffect.objects.get().onset_on) == onset


def test_effects_are_sorted_by_the_first_day_that_their_onset_may_be(
    patient: Patient, nurse: Account
):
    onsets = ("2025-06-15", "2025", "2025-06", "2025-05-31", "2024-12-31")
    for onset in onsets:
        report(patient, nurse, from_=onset, reported_on="2026-03-02")

    told = [iso_text(row.onset_on) for row in read(patient).effects]
    assert told == ["2025-06-15", "2025-06", "2025-05-31", "2025", "2024-12-31"]


@pytest.mark.parametrize("until", [None, "2026-03-02"])
def test_an_effect_may_begin_resolve_and_be_reported_today(
    patient: Patient, nurse: Account, until: str | None
):
    assert report(patient, nurse, from_="2026-03-02", until=until).is_live


def test_the_same_form_sent_again_returns_the_effect_it_saved(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = report(patient, nurse, from_="2026-02-01", token=token)

    assert report(patient, nurse, from_="2026-02-01", token=token) == first
    assert SideEffect.objects.count() == 1
    assert len(events()) == 1


@others
def test_others_record_no_effect(patient: Patient, who: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="recorded by neurologists and nurses"):
        report(patient, account, from_="2026-02-01")

    assert not SideEffect.objects.exists()
    assert events() == [event("record-side-effect", "refused", by=account, patient=patient)]


@clinicians
def test_a_check_records_that_a_clinician_asked(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)

    check = report_none(patient, account, asked_on="2026-03-02")

    stored = SideEffectCheck.objects.get()
    assert (stored, stored.asked_on, stored.recorded_by) == (check, on("2026-03-02"), account)
    assert events() == [event("record-side-effect-check", by=account, patient=patient, about=check)]


@pytest.mark.parametrize(
    ("asked_on", "sentence"),
    [
        ("2026-03-03", "This date lies ahead of today, 02-Mar-2026."),
        ("1980-04-30", "This is before the birth date, 01-May-1980."),
    ],
)
def test_a_check_on_an_impossible_day_is_refused(
    patient: Patient, nurse: Account, asked_on: str, sentence: str
):
    with pytest.raises(ValidationError) as refused:
        report_none(patient, nurse, asked_on=asked_on)

    assert refused.value.message_dict == {"asked_on": [sentence]}
    assert not SideEffectCheck.objects.exists()


def test_the_same_check_sent_again_is_saved_once(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = report_none(patient, nurse, asked_on="2026-03-02", token=token)

    assert report_none(patient, nurse, asked_on="2026-03-02", token=token) == first
    assert SideEffectCheck.objects.count() == 1


def test_a_check_sent_for_one_patient_does_not_count_for_another(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    report_none(patient, nurse, asked_on="2026-03-02", token=token)

    with pytest.raises(ChangedMeanwhile, match="another patient"):
        report_none(a_patient(patient.clinic), nurse, asked_on="2026-03-02", token=token)


@others
def test_others_record_no_check(patient: Patient, who: str, request: pytest.FixtureRequest):
    with pytest.raises(PermissionDenied):
        report_none(patient, request.getfixturevalue(who), asked_on="2026-03-02")

    assert not SideEffectCheck.objects.exists()
