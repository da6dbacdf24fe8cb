"""Registering a patient: who may, under which record number, and only once."""

import uuid
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from patients.models import Account, Clinic, Patient
from tests.factories import a_clinic, a_membership, a_patient, on
from tests.patients.accounts.actions.calls import register
from tests.patients.events import event, events
from tests.patients.models.test_look_alikes import SAME

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["neurologist", "nurse"])
def test_clinicians_register_patients(clinic: Clinic, role: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(role)

    ada = register(clinic, account, born_on=on("1980-05-01"), sex="female")

    stored = Patient.objects.get()
    assert stored == ada
    assert (stored.clinic, stored.registered_by, stored.version) == (clinic, account, 0)
    assert stored.details == {
        "record_number": "T-100",
        "family_name": "SAMPLE",
        "given_name": "Ada",
        "born_on": date(1980, 5, 1),
        "sex": "female",
    }
    assert events() == [event("register", by=account, patient=ada, about=ada)]


def test_an_admin_registers_no_patient(clinic: Clinic, admin: Account):
    with pytest.raises(PermissionDenied, match="registered by neurologists and nurses"):
        register(clinic, admin)

    assert not Patient.objects.exists()
    assert events() == [event("register", "refused", by=admin, clinic_id=clinic.pk)]


def test_a_clinician_of_another_clinic_registers_no_patient(clinic: Clinic, outsider: Account):
    with pytest.raises(PermissionDenied):
        register(clinic, outsider)

    assert not Patient.objects.exists()


def test_a_form_sent_twice_registers_the_patient_once(clinic: Clinic, nurse: Account):
    token = uuid.uuid4()
    first = register(clinic, nurse, token=token)

    assert register(clinic, nurse, token=token) == first
    assert Patient.objects.count() == 1
    assert len(events()) == 1


def test_a_record_number_already_taken_is_refused_on_its_field(clinic: Clinic, nurse: Account):
    a_patient(clinic, record_number="T-100")

    with pytest.raises(ValidationError) as refused:
        register(clinic, nurse)

    assert refused.value.message_dict == {
        "record_number": ["Another patient of this clinic has this record number."]
    }
    assert Patient.objects.count() == 1
    assert events() == []


def test_a_number_taken_in_another_clinic_is_free_here(clinic: Clinic, nurse: Account):
    a_patient(a_clinic(), record_number="T-100")

    assert register(clinic, nurse).record_number == "T-100"


@pytest.mark.parametrize(
    ("time_zone", "is_born"), [("Pacific/Auckland", True), ("Europe/London", False)]
)
def test_a_birth_after_the_clinics_today_is_refused(nurse: Account, time_zone: str, is_born: bool):
    clinic = a_clinic(time_zone=time_zone)
    a_membership(nurse, clinic, "nurse")

    with time_machine.travel(datetime(2026, 3, 1, 20, tzinfo=UTC), tick=False):
        if is_born:
            register(clinic, nurse, born_on=on("2026-03-02"))
        else:
            with pytest.raises(ValidationError, match="The birth date lies in the future"):
                register(clinic, nurse, born_on=on("2026-03-02"))

    assert Patient.objects.exists() is is_born


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_number_that_looks_like_anothers_is_refused(
    one: str, other: str, clinic: Clinic, nurse: Account
):
    a_patient(clinic, record_number=one)
    a_patient(a_clinic(), record_number=other)

    with pytest.raises(ValidationError) as refusal:
        register(clinic, nurse, record_number=other)

    (sentence,) = refusal.value.message_dict["record_number"]
    assert sentence.startswith("Another patient of this clinic has ")
    assert not clinic.patients.filter(family_name="SAMPLE").exists()


def test_a_record_number_with_other_spaces_is_the_same_number(clinic: Clinic, nurse: Account):
    a_patient(clinic, record_number="12 34")

    with pytest.raises(ValidationError, match="has 12 34, which looks like this number"):
        register(clinic, nurse, record_number="1234")


def test_details_are_kept_in_one_spelling_of_each_letter(clinic: Clinic, nurse: Account):
    ada = register(clinic, nurse, family_name="NOE\u0308L", record_number="E\u0301-1")

    stored = Patient.objects.get(pk=ada.pk)
    assert (stored.family_name, stored.record_number) == ("NOËL", "É-1")
