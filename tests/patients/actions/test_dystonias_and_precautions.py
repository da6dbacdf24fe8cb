"""Dystonia and precautions: a later answer supersedes the earlier one, and both stay."""

import uuid
from contextlib import nullcontext

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, Dystonia, Patient, Precaution
from tests.factories import a_dystonia, a_patient, a_precaution, on
from tests.factories.values import told_or_none
from tests.patients.accounts.actions.calls import answer, record_dystonia
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db


def test_a_dystonia_is_recorded(patient: Patient, nurse: Account):
    recorded = record_dystonia(
        patient,
        nurse,
        distribution="segmental",
        sites=["trunk", "cervical", "trunk"],
        cause="genetic",
        age_at_onset=20,
        since_on=on("2001-01-01"),
        edition="MDS 2013",
    )

    stored = Dystonia.objects.get()
    assert stored == recorded
    assert (stored.distribution, stored.sites) == ("segmental", ["cervical", "trunk"])
    assert (stored.cause, stored.edition) == ("genetic", "MDS 2013")
    assert (stored.age_at_onset, stored.since_on) == (20, on("2001-01-01"))
    assert (stored.recorded_by, stored.replaces) == (nurse, None)
    assert events() == [event("record-dystonia", by=nurse, patient=patient, about=stored)]


def test_a_later_dystonia_supersedes_the_former(patient: Patient, nurse: Account):
    former = a_dystonia(patient, "cervical")

    later = record_dystonia(patient, nurse, distribution="generalized", sites=[])

    former.refresh_from_db()
    assert (former.status, former.marked_by, former.marked_reason) == ("superseded", nurse, "")
    assert later.replaces == former
    assert events() == [
        event("supersede", by=nurse, patient=patient, about=former),
        event("record-dystonia", by=nurse, patient=patient, about=later),
    ]


@pytest.mark.parametrize(
    ("distribution", "sites", "sentence"),
    [
        ("focal", [], "Choose the site of the focal dystonia."),
        ("focal", ["cervical", "trunk"], "A focal dystonia has one site"),
        ("segmental", [], "A segmental dystonia has two sites or more"),
        ("segmental", ["cervical"], "A segmental dystonia has two sites or more"),
        ("multifocal", ["lower limb"], "A multifocal dystonia has two sites or more."),
        ("generalized", ["trunk"], "A generalized dystonia has the trunk and two other sites"),
        ("generalized", ["trunk", "cervical"], "A generalized dystonia has the trunk and two"),
        ("generalized", ["cervical", "upper limb"], "A generalized dystonia has the trunk"),
        ("hemidystonia", ["upper limb"], "A hemidystonia has two sites or more, on one side"),
    ],
)
def test_sites_that_a_distribution_cannot_have_are_refused(
    patient: Patient, nurse: Account, distribution: str, sites: list[str], sentence: str
):
    former = a_dystonia(patient)

    with pytest.raises(ValidationError) as refused:
        record_dystonia(patient, nurse, distribution=distribution, sites=sites)

    ((said,),) = refused.value.message_dict.values()
    assert said.startswith(sentence)
    assert list(refused.value.message_dict) == ["sites"]
    assert list(Dystonia.objects.live()) == [former]


@pytest.mark.parametrize(
    ("distribution", "sites"),
    [
        ("segmental", ["upper limb"]),  # both arms
        ("segmental", ["oromandibular", "blepharospasm"]),
        ("multifocal", ["blepharospasm", "lower limb"]),
        ("generalized", []),
        ("generalized", ["lower limb", "trunk"]),  # both legs
        ("generalized", ["cervical", "laryngeal", "trunk"]),
        ("hemidystonia", []),
        ("hemidystonia", ["upper limb", "lower limb"]),
    ],
)
def test_sites_that_a_distribution_can_have_are_recorded(
    patient: Patient, nurse: Account, distribution: str, sites: list[str]
):
    recorded = record_dystonia(patient, nurse, distribution=distribution, sites=sites)

    assert set(recorded.sites) == set(sites)


@pytest.mark.parametrize(
    ("born_on", "since_on", "age", "sentence"),
    [
        ("1980-05-01", "2019-11-06", 40, "This is more than the age on 06-Nov-2019, at most 39"),
        ("1980-05-01", "2019", 40, "This is more than the age on 2019, at most 39 years."),
        ("1980", "2019-11-06", 40, "This is more than the age on 06-Nov-2019, at most 39"),
        ("1980-05-01", None, 46, "This is more than the age today, at most 45 years."),
    ],
)
@pytest.mark.usefixtures("noon_on_2_march")
def test_an_onset_at_an_age_not_yet_reached_is_refused(
    clinic: Clinic, nurse: Account, born_on: str, since_on: str | None, age: int, sentence: str
):
    ada = a_patient(clinic, born_on=born_on)
    since = told_or_none(since_on)

    record_dystonia(ada, nurse, age_at_onset=age - 1, since_on=since)
    with pytest.raises(ValidationError) as refused:
        record_dystonia(ada, nurse, age_at_onset=age, since_on=since)

    ((said,),) = refused.value.message_dict.values()
    assert said.startswith(sentence)


def test_an_age_at_onset_is_recorded_where_the_birth_date_is_not_known(
    clinic: Clinic, nurse: Account
):
    unknown = a_patient(clinic, born_on=None)

    assert record_dystonia(unknown, nurse, age_at_onset=120).age_at_onset == 120


@pytest.mark.parametrize(
    ("born_on", "since_on", "is_refused"),
    [
        ("1980-05-01", "1980-04", True),
        ("1980-05-01", "1980-05", False),
        ("1980-05-01", "1980", False),
        ("1980", "1980-01-01", False),
        ("1980", "1979-12-31", True),
        ("1980-05", "1980-04-30", True),
        ("1980-05", "1980", False),
    ],
)
def test_a_dystonia_is_before_birth_only_if_it_is_on_every_reading(
    clinic: Clinic, nurse: Account, born_on: str, since_on: str, is_refused: bool
):
    ada = a_patient(clinic, born_on=born_on)

    with pytest.raises(ValidationError) if is_refused else nullcontext():
        record_dystonia(ada, nurse, since_on=told_or_none(since_on))


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
