"""Registering or changing a patient saves only what is new, all of it or nothing."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, Dystonia, FormerDetails, Patient, Precaution
from tests.factories import a_patient, a_step, on
from tests.patients.events import event, events
from tests.titration.record.calls import ANSWERS, CERVICAL, DETAILS, change, register
from titration.registration import actions as registrations
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


def actions() -> list[str]:
    return [row["action"] for row in events()]


def patient_rows() -> list[Any]:
    """Return every row about patients."""
    kinds = (Patient, FormerDetails, Dystonia, Precaution, Standing)
    return [list(kind._default_manager.order_by("pk").values()) for kind in kinds] + [events()]


def answers() -> dict[str, str]:
    return dict(Precaution.objects.live().values_list("condition", "answer"))


@pytest.fixture
def ada(clinic: Clinic, nurse: Account) -> Patient:
    return register(clinic, nurse)


def test_one_form_registers_patient_dystonia_histories_and_standing(clinic: Clinic, nurse: Account):
    ada = register(clinic, nurse)

    assert Patient.objects.get().details == DETAILS
    assert Dystonia.objects.of(ada).live().values(*CERVICAL).get() == CERVICAL
    assert answers() == {"kidney disease": "absent", "epilepsy": "present"}
    assert Standing.objects.get(patient=ada).doses_mg is None
    assert events()[0] == event("register", by=nurse, patient=ada, about=ada)
    assert actions() == ["register", "record-dystonia", *["record-precaution"] * 2]


def test_only_the_details_are_required(clinic: Clinic, nurse: Account):
    register(clinic, nurse, dystonia=None, answers={})

    assert actions() == ["register"]
    assert Standing.objects.count() == 1


def test_the_same_form_sent_again_registers_and_records_once(clinic: Clinic, nurse: Account):
    token = uuid.uuid4()
    ada = register(clinic, nurse, form_token=token)
    before = patient_rows()

    assert register(clinic, nurse, form_token=token) == ada
    assert patient_rows() == before


def test_a_form_sent_again_does_not_undo_later_answers(clinic: Clinic, nurse: Account):
    token = uuid.uuid4()
    ada = register(clinic, nurse, form_token=token)
    change(ada, nurse, answers={**ANSWERS, "epilepsy": "absent"})
    before = patient_rows()

    register(clinic, nurse, form_token=token)

    assert patient_rows() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"dystonia": {**CERVICAL, "sites": []}},
        {"dystonia": {**CERVICAL, "since_on": on("1979-01-01")}},
        {"dystonia": {**CERVICAL, "since_on": on("2026-03-03")}},
        {"details": {**DETAILS, "born_on": on("2026-03-03")}},
    ],
    ids=["no site", "before birth", "not yet begun", "unborn"],
)
def test_when_one_part_is_refused_nothing_is_saved(
    clinic: Clinic, nurse: Account, wrong: dict[str, Any]
):
    with pytest.raises(ValidationError):
        register(clinic, nurse, **wrong)

    assert patient_rows() == [[]] * 6


def test_when_the_last_part_fails_nothing_is_saved(clinic: Clinic, nurse: Account):
    with pytest.raises(DatabaseError):
        register(clinic, nurse, answers={"epilepsy": "absent", "asthma": "present"})

    assert patient_rows() == [[]] * 6


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_only_clinicians_register_patients(
    clinic: Clinic, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        register(clinic, account)

    assert not Patient.objects.exists()
    assert events() == [event("register", "refused", by=account, clinic_id=clinic.pk)]


def test_a_form_sent_unchanged_writes_nothing(ada: Patient, nurse: Account):
    before = patient_rows()

    change(ada, nurse)

    assert patient_rows() == before


def test_only_what_differs_is_written(ada: Patient, nurse: Account):
    before = len(events())

    change(ada, nurse, answers={**ANSWERS, "kidney disease": "present"})

    assert actions()[before:] == ["supersede", "record-precaution"]
    assert answers() == {"kidney disease": "present", "epilepsy": "present"}


def test_a_withdrawn_answer_is_recorded_as_not_asked(ada: Patient, nurse: Account):
    change(ada, nurse, answers={**ANSWERS, "epilepsy": "not asked"})

    assert answers() == {"kidney disease": "absent", "epilepsy": "not asked"}


def test_details_dystonia_and_histories_change_together(ada: Patient, nurse: Account):
    before = len(events())

    change(
        ada,
        nurse,
        details={**DETAILS, "given_name": "Ava"},
        dystonia={**CERVICAL, "cause": "genetic"},
        answers={**ANSWERS, "psychiatric disorder": "absent"},
    )

    assert Patient.objects.get().given_name == "Ava"
    assert Dystonia.objects.live().get().cause == "genetic"
    assert answers()["psychiatric disorder"] == "absent"
    about = ["change-details", "supersede", "record-dystonia", "record-precaution"]
    assert actions()[before:] == about


def test_a_birth_date_given_later_changes_the_standing(clinic: Clinic, nurse: Account):
    eva = a_patient(clinic, born_on=None, record_number="T-100")
    a_step(eva, "25x3", from_="2026-02-02")
    assert Standing.objects.get(patient=eva).notice_flags == []

    change(eva, nurse, dystonia=None, answers={})

    found = Standing.objects.get(patient=eva).notice_flags
    assert found == ["first-step-not-low", "per-dose-above", "total-above"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"dystonia": {**CERVICAL, "sites": []}},
        {"answers": {"epilepsy": "absent", "asthma": "present"}},
    ],
    ids=["no site", "no such condition"],
)
def test_when_a_later_part_fails_the_details_stay_too(
    ada: Patient, nurse: Account, wrong: dict[str, Any]
):
    before = patient_rows()

    with pytest.raises((ValidationError, DatabaseError)):
        change(ada, nurse, details={**DETAILS, "given_name": "Ava"}, **wrong)

    assert patient_rows() == before


def test_details_changed_meanwhile_keep_the_histories_as_they_are(ada: Patient, nurse: Account):
    change(ada, nurse, details={**DETAILS, "given_name": "Ava"})
    before = patient_rows()

    with pytest.raises(ChangedMeanwhile):
        change(
            ada,
            nurse,
            version=0,
            details={**DETAILS, "given_name": "Evi"},
            answers={**ANSWERS, "epilepsy": "absent"},
        )

    assert patient_rows() == before


@pytest.mark.parametrize(
    "told",
    [
        {"dystonia": {**CERVICAL, "cause": "genetic"}},
        {"answers": {**ANSWERS, "epilepsy": "absent"}},
    ],
    ids=["dystonia", "history"],
)
def test_answers_given_meanwhile_are_not_undone_by_an_older_form(
    ada: Patient, nurse: Account, told: dict[str, Any]
):
    seen = registrations.edition(ada)
    change(ada, nurse, **told)
    before = patient_rows()

    with pytest.raises(ChangedMeanwhile):
        change(ada, nurse, seen=seen, details={**DETAILS, "given_name": "Ava"})

    assert patient_rows() == before


def test_the_same_change_sent_again_writes_nothing_more(ada: Patient, nurse: Account):
    sent: dict[str, Any] = {
        "form_token": uuid.uuid4(),
        "version": 0,
        "seen": registrations.edition(ada),
        "details": {**DETAILS, "given_name": "Ava"},
        "answers": {**ANSWERS, "epilepsy": "absent"},
    }
    change(ada, nurse, **sent)
    before = patient_rows()

    change(ada, nurse, **sent)

    assert patient_rows() == before


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_only_clinicians_of_the_clinic_change_a_patient(
    ada: Patient, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)
    before = patient_rows()[:-1]

    with pytest.raises(PermissionDenied):
        change(ada, account, details={**DETAILS, "given_name": "Ava"})

    assert patient_rows()[:-1] == before
    assert events()[-1] == event("register", "refused", by=account, patient=ada)
