"""Memberships, invitations and resets change only in the one allowed way, and only once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from patients.models import Account, Clinic, Invitation
from tests.factories import a_reset, an_invitation, an_outside_identity
from tests.patients.models.kinds import execute_sql

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change", ["role = 'nurse'", "since = now()", "account_id = account_id + 1"]
)
def test_of_a_membership_only_the_end_changes(admin: Account, change: str):
    with pytest.raises(IntegrityError, match="only an end to come is changed"):
        execute_sql(f"UPDATE patients_membership SET {change}")


def test_an_end_that_has_passed_stays(nurse: Account):
    nurse.memberships.update(until=timezone.now() - timedelta(minutes=1))

    with pytest.raises(IntegrityError, match="only an end to come is changed"):
        nurse.memberships.update(until=None)


@pytest.mark.parametrize("change", ["email = 'x@y.example'", "role = 'admin'", "until = now()"])
def test_an_invitation_keeps_what_it_says(clinic: Clinic, change: str):
    an_invitation(clinic)

    with pytest.raises(IntegrityError, match="only an open one is renewed or answered"):
        execute_sql(f"UPDATE patients_invitation SET {change}")


def test_an_invitation_is_answered_once(clinic: Clinic, nurse: Account):
    an_invitation(clinic)
    Invitation.objects.update(withdrawn_at=timezone.now(), withdrawn_by=nurse)

    with pytest.raises(IntegrityError, match="only an open one"):
        Invitation.objects.update(withdrawn_at=None, withdrawn_by=None)


@pytest.mark.parametrize("change", ["reason = 'Other'", "used_at = NULL"])
def test_a_reset_is_used_once(nurse: Account, admin: Account, change: str):
    a_reset(nurse, by=admin)
    nurse.sign_in_resets.update(used_at=timezone.now())

    with pytest.raises(IntegrityError, match="only an open one is used or replaced"):
        execute_sql(f"UPDATE patients_signinreset SET {change}")


@pytest.mark.parametrize("change", ["subject = 'another'", "ended_at = now() + '1 day'"])
def test_an_outside_identity_is_ended_once(nurse: Account, admin: Account, change: str):
    an_outside_identity(nurse, ended_at=timezone.now(), ended_by=admin)

    with pytest.raises(IntegrityError, match="an identity is ended once"):
        execute_sql(f"UPDATE patients_outsideidentity SET {change}")


def test_an_identity_opens_one_account_and_an_account_has_one(nurse: Account, admin: Account):
    an_outside_identity(nurse, subject="one")
    for account, subject in ((admin, "one"), (nurse, "another")):
        with pytest.raises(IntegrityError, match="outsideidentity_"), transaction.atomic():
            an_outside_identity(account, subject=subject)


def test_two_open_links_for_one_purpose_are_refused(clinic: Clinic, nurse: Account, admin: Account):
    an_invitation(clinic, email="nadia@clinic.example")
    with pytest.raises(IntegrityError, match="one_open_each"), transaction.atomic():
        an_invitation(clinic, email="nadia@clinic.example")

    a_reset(nurse, by=admin)
    with pytest.raises(IntegrityError, match="one_open_each"):
        a_reset(nurse, by=admin)


def test_an_email_in_mixed_case_is_refused(clinic: Clinic):
    with pytest.raises(IntegrityError, match="invitation_email_is_lower_case"):
        an_invitation(clinic, email="Nadia@clinic.example")
