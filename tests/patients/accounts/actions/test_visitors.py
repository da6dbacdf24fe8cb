"""The admins of a clinic change no account that only visits it in an emergency, or left it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from patients.accounts.actions import account_status, emergencies, memberships, sign_in_resets
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, SignInReset
from tests.factories import a_clinic, a_membership, a_reset, a_second_factor
from tests.factories.people import PASSWORD
from tests.fixtures import signed_in
from tests.patients.events import events

pytestmark = pytest.mark.django_db

Change = Callable[..., Any]


def reset(*, account: Account, by: Account) -> sign_in_resets.Reset:
    return sign_in_resets.reset(
        account=account,
        by=by,
        form_token=uuid.uuid4(),
        remove_second_factors=True,
        reason="Telephone lost",
    )


CHANGES = [account_status.deactivate, account_status.reactivate, account_status.end_sessions, reset]
VISITORS = ["emergency", "emergency after a membership", "membership ended"]


@pytest.fixture(params=VISITORS)
def visitor(request: pytest.FixtureRequest, clinic: Clinic, outsider: Account) -> Account:
    """A member of another clinic with emergency access here, a past membership here, or both."""
    if request.param != "emergency":
        a_membership(outsider, clinic, "nurse", until=timezone.now())
    if request.param != "membership ended":
        emergencies.take(clinic=clinic, reason="Night call, no neurologist", by=outsider)
    return outsider


@pytest.mark.parametrize("mail_is_sent", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_no_admin_of_the_visited_clinic_changes_the_account(
    change: Change, mail_is_sent: bool, visitor: Account, admin: Account, settings: Any
):
    settings.MAIL_IS_SENT = mail_is_sent
    a_second_factor(visitor)
    browser, before = signed_in(visitor), events()

    with pytest.raises(ValidationError, match="no member of a clinic that you are admin of"):
        change(account=visitor, by=admin)

    now = Account.objects.get(pk=visitor.pk)
    assert (now.is_active, now.check_password(PASSWORD)) == (True, True)
    assert browser.get("/account/").status_code == 200
    assert events() == before


@pytest.mark.parametrize("change", CHANGES)
def test_an_account_that_left_every_clinic_is_changed_by_no_admin(
    change: Change, nurse: Account, admin: Account
):
    nurse.memberships.update(until=timezone.now())

    with pytest.raises(ValidationError, match="no member of a clinic that you are admin of"):
        change(account=nurse, by=admin)


def test_the_admin_of_the_visited_clinic_ends_the_visit(
    clinic: Clinic, outsider: Account, admin: Account
):
    visit = emergencies.take(clinic=clinic, reason="Night call, no neurologist", by=outsider)
    browser = signed_in(outsider)

    memberships.end(membership=visit, by=admin, at_once=True, last_day=None)

    assert clinic.pk not in Account.objects.get(pk=outsider.pk).roles
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize("kind", ["left", "visits"])
def test_a_link_of_a_reset_opens_nothing_once_its_maker_runs_no_clinic_of_the_account(
    kind: str, nurse: Account, admin: Account, clinic: Clinic, client: Client
):
    made, token = a_reset(nurse, by=admin)
    assert client.get(f"/new-password/{token}/").status_code == 200

    nurse.memberships.update(until=timezone.now())
    if kind == "visits":
        a_membership(nurse, a_clinic(), "nurse")
        emergencies.take(clinic=clinic, reason="Night call, no nurse", by=nurse)

    assert client.get(f"/new-password/{token}/").status_code == 404
    with pytest.raises(ChangedMeanwhile):
        sign_in_resets.use(reset=made, password="another set of plain words")
    assert not SignInReset.objects.from_current_admins().exists()
