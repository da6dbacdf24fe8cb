"""Making accounts, and giving them a role."""

import pytest
from django.db import IntegrityError, transaction

from patients.accounts.actions import accounts
from patients.models import Account, Clinic
from tests.factories import an_account
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db


def test_an_account_is_made_with_its_email_in_lower_case(admin: Account):
    nora = accounts.create(
        email="Nora@Clinic.example", full_name="Nora SAMPLE", password="plain words", by=admin
    )

    assert nora.email == "nora@clinic.example"
    assert nora.check_password("plain words")
    assert events() == [event("create-account", by=admin, about=nora)]


def test_a_password_is_kept_as_a_hash_only():
    nora = accounts.create(email="n@clinic.example", full_name="N", password="plain words", by=None)

    assert "plain words" not in str(Account.objects.filter(pk=nora.pk).values().get())


def test_an_email_taken_in_another_case_makes_no_account(admin: Account):
    an_account(email="nora@clinic.example")

    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        accounts.create(email="NORA@clinic.example", full_name="N", password="p", by=admin)

    assert events() == []


def test_a_role_granted_holds_from_now_on(clinic: Clinic, admin: Account):
    sam = an_account()

    membership = accounts.grant(account=sam, clinic=clinic, role="nurse", by=admin)

    assert sam.roles == {clinic.pk: "nurse"}
    expected = event("grant-role", by=admin, about=membership, clinic_id=clinic.pk)
    assert events() == [expected]


def test_a_second_role_in_the_clinic_is_not_granted(clinic: Clinic, nurse: Account, admin: Account):
    with pytest.raises(IntegrityError, match="one_role_at_a_time"), transaction.atomic():
        accounts.grant(account=nurse, clinic=clinic, role="admin", by=admin)

    assert nurse.roles == {clinic.pk: "nurse"}
    assert events() == []
