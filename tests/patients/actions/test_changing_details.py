"""Changing what identifies a patient, with the former details kept."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Entry, FormerDetails, Patient
from tests.factories import (
    a_check,
    a_dystonia,
    a_patient,
    a_side_effect,
    a_step,
    in_error,
    on,
    superseded,
)
from tests.patients.accounts.actions.calls import change
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db


def stored(patient: Patient) -> Patient:
    return Patient.objects.get(pk=patient.pk)


def test_a_change_keeps_the_former_details_and_who_changed_them(patient: Patient, nurse: Account):
    former = patient.details

    change(patient, nurse, family_name="OTHER", born_on=on("1981-02-03"))

    assert (stored(patient).family_name, stored(patient).born_on) == ("OTHER", date(1981, 2, 3))
    kept = FormerDetails.objects.get()
    assert kept.details == former
    assert (kept.patient, kept.version, kept.changed_by) == (patient, 0, nurse)
    assert kept.believed_until <= timezone.now()
    expected = event("change-details", by=nurse, patient=patient, about=patient)
    assert events() == [expected]


def test_each_change_keeps_what_it_changed(patient: Patient, nurse: Account):
    change(patient, nurse, given_name="Evi")
    change(stored(patient), nurse, given_name="Ava")

    kept = FormerDetails.objects.order_by("version").values_list("version", "given_name")
    assert list(kept) == [(0, "Eva"), (1, "Evi")]
    assert (stored(patient).version, stored(patient).given_name) == (2, "Ava")


def test_details_sent_unchanged_change_nothing(patient: Patient, nurse: Account):
    change(patient, nurse, **patient.details)

    assert stored(patient).version == 0
    assert not FormerDetails.objects.exists()
    assert events() == []


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("neurologist", "Another person has changed these details"),
        ("nurse", "You have changed these details"),
    ],
)
def test_a_form_opened_before_another_change_is_refused(
    patient: Patient, nurse: Account, who: str, sentence: str, request: pytest.FixtureRequest
):
    change(patient, request.getfixturevalue(who), given_name="Evi")

    with pytest.raises(ChangedMeanwhile, match=sentence):
        change(patient, nurse, version=0, given_name="Ava")

    assert stored(patient).given_name == "Evi"


def test_the_same_change_sent_twice_is_made_once(patient: Patient, nurse: Account):
    change(patient, nurse, version=0, given_name="Evi")
    change(patient, nurse, version=0, given_name="Evi")

    assert stored(patient).version == 1
    assert FormerDetails.objects.count() == 1


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_only_clinicians_of_the_clinic_change_details(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        change(patient, account, given_name="Evi")

    assert stored(patient).given_name == "Eva"
    assert events() == [event("register", "refused", by=account, patient=patient)]


def test_a_number_taken_meanwhile_is_refused(patient: Patient, nurse: Account):
    other = a_patient(patient.clinic)

    with pytest.raises(ValidationError, match="has this record number"):
        change(patient, nurse, record_number=other.record_number)

    assert stored(patient).version == 0
    assert not FormerDetails.objects.exists()


def test_a_birth_date_ahead_is_refused(patient: Patient, nurse: Account):
    with pytest.raises(ValidationError, match="lies in the future"):
        change(patient, nurse, born_on=on("2999-01-01"))

    assert not FormerDetails.objects.exists()


CARE: list[Callable[[Patient], Entry]] = [
    lambda patient: a_step(patient, "10x3", from_="2020-02-02"),
    lambda patient: a_side_effect(patient, from_="2020-02-02", reported_on="2021-01-01"),
    lambda patient: a_check(patient, asked_on="2020-02-02"),
    lambda patient: a_dystonia(patient, since_on="2020-02-02"),
]
every_kind_of_care = pytest.mark.parametrize(
    "cared_for", CARE, ids=["step", "effect", "check", "dystonia"]
)


@every_kind_of_care
def test_a_birth_after_something_recorded_is_refused(
    patient: Patient, nurse: Account, cared_for: Callable[[Patient], Entry]
):
    cared_for(patient)

    with pytest.raises(ValidationError) as refused:
        change(patient, nurse, born_on=on("2020-02-03"))

    assert refused.value.message_dict == {
        "born_on": ["Something is recorded on 02-Feb-2020, before this birth date."]
    }


@every_kind_of_care
def test_a_birth_on_the_day_of_the_first_care_is_accepted(
    patient: Patient, nurse: Account, cared_for: Callable[[Patient], Entry]
):
    cared_for(patient)
    cared_for(a_patient(patient.clinic))

    change(patient, nurse, born_on=on("2020-02-02"))

    assert stored(patient).born_on == date(2020, 2, 2)


def test_only_a_birth_after_every_day_that_an_onset_may_be_is_refused(
    patient: Patient, nurse: Account
):
    a_side_effect(patient, from_="2020-02", reported_on="2021-01-01")
    change(patient, nurse, born_on=on("2020-02-29"))

    with pytest.raises(ValidationError) as refused:
        change(stored(patient), nurse, born_on=on("2020-03-01"))

    assert refused.value.message_dict == {
        "born_on": ["Something is recorded in Feb-2020, before this birth date."]
    }


@every_kind_of_care
@pytest.mark.parametrize("marked", [in_error, superseded])
def test_entries_that_no_longer_count_do_not_limit_the_birth_date(
    patient: Patient,
    nurse: Account,
    cared_for: Callable[[Patient], Entry],
    marked: Callable[[Entry], Entry],
):
    marked(cared_for(patient))

    change(patient, nurse, born_on=on("2022-01-01"))

    assert stored(patient).born_on == date(2022, 1, 1)
