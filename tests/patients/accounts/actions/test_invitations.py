"""Invitations: one link at a time, used once, and a membership only when it is accepted."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from patients.accounts.actions import accounts, invitations
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, Invitation, Membership
from tests.factories import a_clinic, a_membership, an_account, an_admin
from tests.fixtures import signed_in
from tests.patients.events import events

pytestmark = pytest.mark.django_db

EMAIL = "nadia@clinic.example"
PASSWORD = "a set of plain words"


def invite(clinic: Clinic, by: Account | None, **said: Any) -> invitations.Invited:
    usual: dict[str, Any] = {
        "form_token": uuid.uuid4(),
        "email": EMAIL,
        "role": "nurse",
        "last_day": None,
    }
    return invitations.invite(clinic=clinic, by=by, **usual | said)


def join(invitation: Invitation) -> Account:
    make(invitation)
    nadia = Account.objects.get(email=invitation.email)
    invitations.accept(invitation=invitation, by=nadia)
    return nadia


def make(invitation: Invitation, password: str = PASSWORD) -> None:
    invitations.make_account(invitation=invitation, full_name="Nadia SAMPLE", password=password)


def actions() -> list[str]:
    return [each["action"] for each in events()]


def test_the_invited_person_has_the_role_until_the_last_day(clinic: Clinic, admin: Account):
    last_day = clinic.today() + timedelta(days=10)
    invitation, token = invite(clinic, admin, email=EMAIL.upper(), last_day=last_day)

    nadia = join(invitation)

    membership = nadia.memberships.get()
    assert (nadia.email, nadia.roles) == (EMAIL, {clinic.pk: "nurse"})
    assert membership.until == clinic.end_of(last_day)
    assert token not in str(Invitation.objects.values().get())
    assert actions() == ["invite", "create-account", "accept-invitation", "grant-role"]


def test_a_link_works_once(clinic: Clinic, admin: Account):
    invitation, _ = invite(clinic, admin)
    nadia = join(invitation)

    with pytest.raises(ChangedMeanwhile, match="used, withdrawn or replaced"):
        invitations.accept(invitation=invitation, by=nadia)
    for act in (invitations.renew, invitations.withdraw):
        with pytest.raises(ChangedMeanwhile):
            act(invitation=invitation, by=admin)


def test_a_new_link_takes_the_place_of_the_old_one(clinic: Clinic, admin: Account):
    old, old_token = invite(clinic, admin)

    renewed, token = invitations.renew(invitation=old, by=admin)

    assert not Invitation.objects.opened_by(old_token).exists()
    assert Invitation.objects.opened_by(token).get() == renewed
    with pytest.raises(ChangedMeanwhile):
        join(Invitation(pk=old.pk, clinic=clinic, token_hash="0" * 64))


def test_a_withdrawn_invitation_cannot_be_accepted(clinic: Clinic, admin: Account):
    invitation, token = invite(clinic, admin)

    invitations.withdraw(invitation=invitation, by=admin)

    assert not Invitation.objects.open().opened_by(token).exists()
    with pytest.raises(ChangedMeanwhile):
        join(invitation)
    invite(clinic, admin)


def test_a_person_with_an_account_accepts_with_it(clinic: Clinic, admin: Account):
    nadia = an_account(email=EMAIL)
    a_membership(nadia, a_clinic(), "neurologist")
    invitation, _ = invite(clinic, admin)

    with pytest.raises(ValidationError, match="for another e-mail"):
        invitations.accept(invitation=invitation, by=an_account())
    invitations.accept(invitation=invitation, by=nadia)

    assert Account.objects.get(pk=nadia.pk).roles[clinic.pk] == "nurse"


def test_an_account_that_was_a_member_anywhere_is_left_as_it_is(clinic: Clinic, admin: Account):
    nadia = an_account("Nadia TESTER", email=EMAIL)
    a_membership(nadia, a_clinic(), "neurologist", until=timezone.now())
    invitation, _ = invite(clinic, admin)

    make(invitation)

    now = Account.objects.get(email=EMAIL)
    assert (now.password, now.full_name) == (nadia.password, "Nadia TESTER")
    assert Invitation.objects.open().get() == invitation


def test_a_password_that_was_mistyped_is_chosen_again_before_the_first_membership(
    clinic: Clinic, admin: Account
):
    invitation, _ = invite(clinic, admin)

    make(invitation, "mistyped set of words")
    nadia = join(invitation)

    assert nadia.check_password(PASSWORD)
    assert actions()[1:3] == ["create-account", "choose-password"]


def test_emergency_access_ends_when_a_membership_begins(clinic: Clinic, admin: Account):
    nadia = an_account(email=EMAIL)
    Membership.objects.create(
        account=nadia,
        clinic=clinic,
        role="neurologist",
        until=timezone.now() + timedelta(hours=4),
        is_emergency=True,
        emergency_reason="On call",
    )
    invitation, _ = invite(clinic, admin)

    invitations.accept(invitation=invitation, by=nadia)

    assert nadia.roles == {clinic.pk: "nurse"}


def test_members_and_invited_are_not_invited_again(clinic: Clinic, admin: Account, nurse: Account):
    invite(clinic, admin)

    with pytest.raises(ValidationError, match="that invitation again"):
        invite(clinic, admin)
    with pytest.raises(ValidationError, match="is nurse of"):
        invite(clinic, admin, email=nurse.email)
    with pytest.raises(ValidationError, match="is admin of"):
        invite(clinic, admin, email=admin.email, role="neurologist")


def test_a_form_sent_twice_invites_once(clinic: Clinic, admin: Account):
    token = uuid.uuid4()

    first, again = (invite(clinic, admin, form_token=token) for _ in range(2))

    assert (first.invitation, again.token) == (again.invitation, "")
    assert actions() == ["invite"]


def test_only_an_admin_of_the_clinic_invites(clinic: Clinic, nurse: Account, outsider: Account):
    for by in (nurse, outsider, an_admin(a_clinic())):
        with pytest.raises(PermissionDenied):
            invite(clinic, by)


def test_a_person_who_became_a_member_otherwise_does_not_accept(clinic: Clinic, admin: Account):
    nadia = an_account(email=EMAIL)
    invitation, _ = invite(clinic, admin)
    accounts.grant(account=nadia, clinic=clinic, role="admin", by=None)

    with pytest.raises(ValidationError, match="is admin of"):
        invitations.accept(invitation=invitation, by=nadia)


def test_an_admin_who_left_does_not_return_by_an_invitation_of_their_own(
    clinic: Clinic, admin: Account, client: Client
):
    other = an_admin(clinic)
    invitation, token = invite(clinic, admin)
    admin.memberships.update(until=timezone.now())

    assert client.get(f"/join/{token}/").status_code == 404
    with pytest.raises(ChangedMeanwhile):
        join(invitation)
    with pytest.raises(ValidationError, match="invite again in your own name"):
        invitations.renew(invitation=invitation, by=other)
    page = signed_in(other).get(f"/invitations/{invitation.pk}/").content.decode()
    assert "Its sender is no admin any more" in page
    invitations.withdraw(invitation=invitation, by=other)
    assert join(invite(clinic, other).invitation).roles == {clinic.pk: "nurse"}


def test_an_invitation_from_the_command_line_needs_no_admin(clinic: Clinic):
    assert join(invite(clinic, None, role="admin").invitation).roles == {clinic.pk: "admin"}
