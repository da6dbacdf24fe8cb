"""Two admins who act on one another, or on one e-mail, at the same instant."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from patients.accounts.actions import account_status, invitations, memberships
from patients.models import Account, Clinic, Invitation
from tests.at_once import at_once
from tests.factories import an_admin, an_invitation

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 3


def end(other: Account, by: Account) -> Any:
    membership = other.memberships.select_related("clinic", "account").get()
    return memberships.end(membership=membership, by=by, at_once=True, last_day=None)


def change_role(other: Account, by: Account) -> Any:
    membership = other.memberships.select_related("clinic", "account").get()
    return memberships.change_role(membership=membership, by=by, role="nurse")


def deactivate(other: Account, by: Account) -> Any:
    return account_status.deactivate(account=other, by=by)


@pytest.mark.parametrize("act", [end, change_role, deactivate])
def test_two_admins_never_end_each_other_at_once(act: Callable[..., Any], clinic: Clinic):
    for _ in range(ROUNDS):
        clinic.memberships.current().filter(role="admin").update(until=None)
        ada = clinic.memberships.current().filter(role="admin").first()
        first, second = ada.account if ada else an_admin(clinic), an_admin(clinic)

        outcomes = at_once(
            lambda: act(first, by=second),  # noqa: B023
            lambda: act(second, by=first),  # noqa: B023
        )

        assert clinic.memberships.current().filter(role="admin", until=None).count() == 1
        assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1


def test_one_email_invited_by_two_admins_at_once_is_invited_once(clinic: Clinic):
    admins = [an_admin(clinic) for _ in range(4)]

    at_once(
        *(
            lambda by=by: invitations.invite(
                clinic=clinic,
                by=by,
                form_token=uuid.uuid4(),
                email="nadia@clinic.example",
                role="nurse",
            )
            for by in admins
        )
    )

    assert Invitation.objects.count() == 1


def test_one_link_used_twice_at_once_makes_one_account(clinic: Clinic):
    invitation, _ = an_invitation(clinic)

    outcomes = at_once(
        *[
            lambda: invitations.make_account(
                invitation=invitation, full_name="Nadia SAMPLE", password="a set of plain words"
            )
        ]
        * 4
    )
    nadia = Account.objects.get(email=invitation.email)
    accepted = at_once(*[lambda: invitations.accept(invitation=invitation, by=nadia)] * 4)

    assert outcomes == [None] * 4
    assert sum(not isinstance(outcome, Exception) for outcome in accepted) == 1
    assert clinic.memberships.count() == 1
