"""Accounts: one for each e-mail in any case, and the roles each holds now."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from patients.models import Account, Clinic
from tests.factories import a_clinic, a_membership, an_account

pytestmark = pytest.mark.django_db


def test_the_table_refuses_an_email_in_mixed_case():
    with pytest.raises(IntegrityError, match="account_email_is_lower_case"):
        Account.objects.create(email="Nora@Clinic.example", full_name="Nora SAMPLE")


def test_the_table_refuses_an_email_in_mixed_case_from_an_update():
    an_account(email="nora@clinic.example")

    with pytest.raises(IntegrityError, match="account_email_is_lower_case"):
        Account.objects.update(email="NORA@clinic.example")


def test_an_email_belongs_to_one_account():
    an_account(email="nora@clinic.example")

    with pytest.raises(IntegrityError, match="email"):
        an_account(email="nora@clinic.example")


@pytest.mark.parametrize("typed", ["nora@clinic.example", "Nora@Clinic.EXAMPLE"])
def test_an_account_is_found_by_email_in_any_case(typed: str):
    nora = an_account(email="nora@clinic.example")

    assert Account.objects.get_by_natural_key(typed) == nora


@pytest.mark.parametrize("typed", ["", None, "nobody@clinic.example"])
def test_an_unknown_email_finds_no_account(typed: str | None):
    an_account(email="nora@clinic.example")

    with pytest.raises(Account.DoesNotExist):
        Account.objects.get_by_natural_key(typed)


def test_roles_are_those_held_now_in_each_clinic(clinic: Clinic):
    sam, former, coming = an_account(), a_clinic(), a_clinic()
    now = timezone.now()
    a_membership(sam, clinic, "nurse")
    a_membership(sam, former, "neurologist", until=now - timedelta(minutes=1))
    a_membership(sam, coming, "admin", since=now + timedelta(minutes=1))

    assert sam.roles == {clinic.pk: "nurse"}


def test_an_inactive_account_holds_no_role(clinic: Clinic):
    sam = an_account(is_active=False)
    a_membership(sam, clinic, "nurse")

    assert sam.roles == {}
