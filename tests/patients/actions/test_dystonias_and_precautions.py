"""Dystonia and precautions: a later answer supersedes the earlier one, and both stay."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Dystonia, Patient, Precaution
from tests.factories import a_dystonia, a_patient, a_precaution, on
from tests.patients.accounts.actions.calls import answer, record_dystonia
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db


def test_a_dystonia_is_recorded(patient: Patient, nurse: Account):
    recorded = record_dystonia(
        patient,
        nurse,
        distribution="segmental",
        site="",
        cause="genetic",
        since_on=on("2001-01-01"),
    )

    stored = Dystonia.objects.get()
    assert stored == recorded
    assert (stored.distribution, stored.cause, stored.since_on) == (
        "segmental",
        "genetic",
        on("2001-01-01"),
    )
    assert (stored.recorded_by, stored.replaces) == (nurse, None)
    assert events() == [event("record-dystonia", by=nurse, patient=patient, about=stored)]


def test_a_later_dystonia_supersedes_the_former(patient: Patient, nurse: Account):
    former = a_dystonia(patient, "cervical")

    later = record_dystonia(patient, nurse, distribution="generalized", site="")

    former.refresh_from_db()
    assert (former.status, former.marked_by, former.marked_reason) == ("superseded", nurse, "")
    assert later.replaces == former
    assert events() == [
        event("supersede", by=nurse, patient=patient, about=former),
        event("record-dystonia", by=nurse, patient=patient, about=later),
    ]


@pytest.mark.parametrize(
    ("distribution", "site", "sentence"),
    [
        ("focal", "", "Choose the site of the focal dystonia."),
        ("segmental", "cervical", "A site is recorded for focal dystonia only."),
    ],
)
def test_a_site_goes_with_focal_dystonia(
    patient: Patient, nurse: Account, distribution: str, site: str, sentence: str
):
    former = a_dystonia(patient)

    with pytest.raises(ValidationError) as refused:
        record_dystonia(patient, nurse, distribution=distribution, site=site)

    assert refused.value.message_dict == {"site": [sentence]}
    assert list(Dystonia.objects.live()) == [former]


def test_a_dystonia_before_birth_is_refused(patient: Patient, nurse: Account):
    with pytest.raises(ValidationError) as refused:
        record_dystonia(patient, nurse, since_on=on("1980-04-30"))

    sentence = "This is before the birth date, 01-May-1980."
    assert refused.value.message_dict == {"since_on": [sentence]}


def test_the_same_dystonia_form_twice_saves_one(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = record_dystonia(patient, nurse, token=token)

    assert record_dystonia(patient, nurse, token=token) == first
    assert Dystonia.objects.count() == 1


def test_an_answer_is_recorded(patient: Patient, nurse: Account):
    recorded = answer(patient, nurse, "epilepsy", "absent")

    stored = Precaution.objects.get()
    assert stored == recorded
    assert (stored.condition, stored.answer) == ("epilepsy", "absent")
    assert events() == [event("record-precaution", by=nurse, patient=patient, about=stored)]


def test_a_later_answer_supersedes_the_former_about_the_same_condition(
    patient: Patient, nurse: Account
):
    other = a_precaution(patient, "kidney disease", "absent")
    former = a_precaution(patient, "epilepsy", "absent")

    later = answer(patient, nurse, "epilepsy", "present")

    former.refresh_from_db()
    assert (former.status, later.replaces) == ("superseded", former)
    assert set(Precaution.objects.live()) == {other, later}


def test_the_same_answer_sent_twice_saves_one(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = answer(patient, nurse, "epilepsy", "absent", token=token)

    assert answer(patient, nurse, "epilepsy", "absent", token=token) == first
    assert Precaution.objects.count() == 1


def test_a_form_sent_for_one_patient_does_not_count_for_another(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    answer(patient, nurse, "epilepsy", "absent", token=token)

    with pytest.raises(ChangedMeanwhile, match="already sent for another patient"):
        answer(a_patient(patient.clinic), nurse, "epilepsy", "absent", token=token)


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_only_clinicians_of_the_clinic_record_them(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        record_dystonia(patient, account)
    with pytest.raises(PermissionDenied):
        answer(patient, account, "epilepsy", "present")

    assert not Dystonia.objects.exists()
    assert not Precaution.objects.exists()
    assert events() == [event("register", "refused", by=account, patient=patient)] * 2
