"""Access to patients: which role has which right, and every opening is on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from patients import access
from patients.access import Right
from patients.models import Account, Clinic, Patient
from tests.factories import a_clinic, a_membership, a_neurologist, a_nurse, a_step, an_account
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

BOTH = {"neurologist", "nurse"}
WHO_MAY = {
    Right.READ: BOTH,
    Right.REGISTER: BOTH,
    Right.RECORD_DOSE_STEP: {"neurologist"},
    Right.RECORD_SIDE_EFFECT: BOTH,
    Right.RECORD_RATING: BOTH,
    Right.RECORD_TREATMENT: BOTH,
    Right.RECORD_REVIEW: BOTH,
    Right.RECORD_INTAKE: BOTH,
    Right.RECORD_CONTACT: BOTH,
    Right.RECORD_NOTE: BOTH,
    Right.ACKNOWLEDGE: {"neurologist"},
    Right.DRAFT_PLAN: {"neurologist"},
    Right.ANSWER_PLAN: BOTH,
    Right.CHANGE_CARE: BOTH,
    Right.SET_REVIEW_DATE: {"neurologist"},
    Right.MARK_ANY_ENTRY: {"neurologist"},
    Right.BREAK_GLASS: BOTH,
    Right.ADMINISTER: {"admin"},
}
TABLE = [
    pytest.param(right, role, role in roles, id=f"{right.name}-{role}")
    for right, roles in WHO_MAY.items()
    for role in ("neurologist", "nurse", "admin")
]


def holding(role: str, clinic: Clinic) -> Account:
    account = an_account()
    a_membership(account, clinic, role)
    return account


def test_the_table_of_this_test_names_every_right():
    assert set(WHO_MAY) == set(Right)


@pytest.mark.parametrize(("right", "role", "allowed"), TABLE)
def test_a_right_belongs_to_a_role(clinic: Clinic, right: Right, role: str, allowed: bool):
    account = holding(role, clinic)

    assert access.may(account, clinic.pk, right) is allowed
    assert access.clinics_where(account, right) == ([clinic.pk] if allowed else [])


@pytest.mark.parametrize("right", Right)
def test_no_role_elsewhere_gives_a_right_here(clinic: Clinic, outsider: Account, right: Right):
    assert not access.may(outsider, clinic.pk, right)


@pytest.mark.parametrize(("right", "role", "allowed"), TABLE)
def test_a_patient_opens_for_the_roles_of_a_right_and_each_try_is_one_event(
    patient: Patient, right: Right, role: str, allowed: bool
):
    account = holding(role, patient.clinic)
    action, outcome = right.name.lower().replace("_", "-"), "refused"

    if allowed:
        assert access.open_patient(account, patient.pk, right) == patient
        action, outcome = "read", "allowed"
    else:
        with pytest.raises(PermissionDenied, match=right.sentence):
            access.open_patient(account, patient.pk, right)

    assert events() == [event(action, outcome, by=account, patient=patient)]


@pytest.mark.parametrize("right", Right)
def test_outside_the_clinic_there_is_no_such_patient(
    patient: Patient, outsider: Account, right: Right
):
    with pytest.raises(Http404):
        access.open_patient(outsider, patient.pk, right)

    tried = event("read", "refused", by=outsider, patient_ids=[patient.pk])
    assert events() == [tried]


def test_a_patient_who_does_not_exist_is_refused_in_the_same_words(
    patient: Patient, neurologist: Account, outsider: Account
):
    with pytest.raises(Http404) as missing:
        access.open_patient(neurologist, patient.pk + 1)
    with pytest.raises(Http404) as elsewhere:
        access.open_patient(outsider, patient.pk)

    assert missing.value.args == elsewhere.value.args
    assert {(row["action"], row["outcome"], row["clinic_id"]) for row in events()} == {
        ("read", "refused", None)
    }


def test_an_account_without_a_role_finds_no_patient(patient: Patient):
    with pytest.raises(Http404):
        access.open_patient(an_account(), patient.pk)


def test_a_membership_that_has_ended_opens_nothing(patient: Patient):
    former = an_account()
    ended = timezone.now() - timedelta(seconds=1)
    a_membership(former, patient.clinic, "neurologist", until=ended)

    with pytest.raises(Http404):
        access.open_patient(former, patient.pk)


def test_a_membership_still_to_come_opens_nothing(patient: Patient):
    coming = an_account()
    begins = timezone.now() + timedelta(minutes=1)
    a_membership(coming, patient.clinic, "neurologist", since=begins)

    with pytest.raises(Http404):
        access.open_patient(coming, patient.pk)


def test_roles_in_two_clinics_are_kept_apart(patient: Patient):
    elsewhere = a_clinic()
    both = a_nurse(patient.clinic)
    a_membership(both, elsewhere, "neurologist")

    with pytest.raises(PermissionDenied):
        access.open_patient(both, patient.pk, Right.RECORD_DOSE_STEP)
    assert access.clinics_where(both, Right.RECORD_DOSE_STEP) == [elsewhere.pk]


def test_a_list_covers_the_clinics_where_the_account_has_the_right(clinic: Clinic, nurse: Account):
    a_membership(nurse, a_clinic(), "admin")

    assert access.open_clinics(nurse, Right.READ) == [clinic]
    assert events() == []


def test_an_admin_lists_no_patients_and_the_try_is_on_record(admin: Account):
    with pytest.raises(PermissionDenied, match="read by neurologists and nurses"):
        access.open_clinics(admin, Right.READ)

    assert events() == [event("read", "refused", by=admin)]


def test_a_list_of_patients_is_one_event_that_names_them_all(nurse: Account):
    access.record_list_shown(nurse, [3, 5, 8])

    assert events() == [event("list", by=nurse, patient_ids=[3, 5, 8])]


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [("neurologist", True, True), ("nurse", True, False), ("admin", False, False)],
)
def test_who_may_mark_an_entry_as_entered_in_error(
    patient: Patient, role: str, own: bool, others: bool
):
    account, somebody = holding(role, patient.clinic), a_neurologist(patient.clinic)

    assert access.may_mark(account, patient.clinic_id, account.pk) is own
    assert access.may_mark(account, patient.clinic_id, somebody.pk) is others


def test_an_own_entry_is_out_of_reach_once_the_role_has_ended(patient: Patient):
    author = an_account()

    assert not access.may_mark(author, patient.clinic_id, author.pk)


def test_marking_refused_names_the_patient(patient: Patient, nurse: Account):
    entry = a_step(patient, "10x3", from_="2026-01-05", by=a_neurologist(patient.clinic))

    with pytest.raises(PermissionDenied, match="the person who recorded it"):
        access.require_marking(nurse, entry)

    assert events() == [event("mark-any-entry", "refused", by=nurse, patient=patient)]


@pytest.mark.parametrize(("right", "role", "allowed"), TABLE)
def test_a_missing_right_is_refused_in_its_own_sentence(
    patient: Patient, right: Right, role: str, allowed: bool
):
    account = holding(role, patient.clinic)

    if allowed:
        access.require(account, patient.clinic_id, right, [patient.pk])
        assert events() == []
    else:
        with pytest.raises(PermissionDenied, match=right.sentence):
            access.require(account, patient.clinic_id, right, [patient.pk])
        action = right.name.lower().replace("_", "-")
        assert events() == [event(action, "refused", by=account, patient=patient)]
