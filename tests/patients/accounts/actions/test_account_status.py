"""Deactivating accounts and resetting sign-ins: nothing is deleted, and no way in stays open."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from patients.accounts.actions import account_status, emergencies, second_factors, sign_in_resets
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, SignInReset
from tests.factories import a_clinic, a_membership, a_second_factor
from tests.factories.people import PASSWORD
from tests.fixtures import signed_in
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db


def reloaded(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def reset(account: Account, by: Account, **said: Any) -> sign_in_resets.Reset:
    usual: dict[str, Any] = {
        "form_token": uuid.uuid4(),
        "remove_second_factors": False,
        "reason": "",
    }
    return sign_in_resets.reset(account=account, by=by, **usual | said)


def is_out(client: Client) -> bool:
    return client.get("/account/").status_code == 302


def test_a_deactivated_account_is_signed_out_and_keeps_its_memberships(
    clinic: Clinic, nurse: Account, admin: Account
):
    browser = signed_in(nurse)

    account_status.deactivate(account=nurse, by=admin)
    account_status.deactivate(account=nurse, by=admin)

    assert is_out(browser)
    assert reloaded(nurse).memberships.unended().count() == 1
    assert [each["action"] for each in events()] == ["deactivate-account", "end-sessions"]

    account_status.reactivate(account=nurse, by=admin)
    account_status.reactivate(account=nurse, by=admin)

    assert reloaded(nurse).roles == {clinic.pk: "nurse"}
    assert events()[-1] == event("reactivate-account", by=admin, about=nurse)
    assert len(events()) == 3


@pytest.mark.parametrize("act", [account_status.deactivate, account_status.reactivate, reset])
def test_an_account_with_another_clinic_too_is_not_deactivated(
    act: Any, nurse: Account, admin: Account
):
    a_membership(nurse, a_clinic(), "nurse")

    with pytest.raises(ValidationError, match="also a member of a clinic that you are no admin of"):
        act(account=nurse, by=admin)

    assert reloaded(nurse).is_active
    assert events() == []


def test_a_membership_that_ended_elsewhere_does_not_prevent_it(nurse: Account, admin: Account):
    a_membership(nurse, a_clinic(), "nurse", until=timezone.now())

    assert not account_status.deactivate(account=nurse, by=admin).is_active


def test_a_reset_closes_the_account_until_its_link_is_used(nurse: Account, admin: Account):
    factor, browser = a_second_factor(nurse), signed_in(nurse)

    made, token = reset(nurse, admin)

    assert is_out(browser)
    assert not reloaded(nurse).check_password(PASSWORD)
    assert second_factors.of(nurse) == [factor]
    assert SignInReset.objects.opened_by(token).get() == made
    assert token not in str(SignInReset.objects.values().get())

    sign_in_resets.use(reset=made, password="another set of plain words")

    assert reloaded(nurse).check_password("another set of plain words")
    with pytest.raises(ChangedMeanwhile, match="used or replaced"):
        sign_in_resets.use(reset=made, password="yet another set of words")
    actions = [each["action"] for each in events()]
    assert actions == ["reset-sign-in", "end-sessions", "choose-password"]


def test_second_factors_go_only_with_a_reason(nurse: Account, admin: Account):
    a_second_factor(nurse)

    with pytest.raises(ValidationError, match="Enter why the second factors are removed"):
        reset(nurse, admin, remove_second_factors=True)
    made, _ = reset(nurse, admin, remove_second_factors=True, reason="Telephone lost")

    assert second_factors.of(nurse) == []
    assert (made.removed_second_factors, made.reason) == (True, "Telephone lost")
    assert "reset-second-factors" in [each["action"] for each in events()]
    page = signed_in(admin).get(f"/accounts/{nurse.pk}/").content.decode()
    assert "Sign-in reset, second factors too: Telephone lost" in page


def test_a_second_reset_replaces_the_first(nurse: Account, admin: Account):
    first, _ = reset(nurse, admin)

    reset(nurse, admin)

    with pytest.raises(ChangedMeanwhile):
        sign_in_resets.use(reset=first, password="another set of plain words")


def test_a_form_sent_twice_resets_once(nurse: Account, admin: Account):
    token = uuid.uuid4()

    first, again = (reset(nurse, admin, form_token=token) for _ in range(2))

    assert (first.reset, again.token) == (again.reset, "")


def test_a_link_opens_nothing_once_the_account_is_closed(nurse: Account, admin: Account):
    made, _ = reset(nurse, admin)
    account_status.deactivate(account=nurse, by=admin)

    with pytest.raises(ChangedMeanwhile):
        sign_in_resets.use(reset=made, password="another set of plain words")


def test_a_link_lasts_seven_days(nurse: Account, admin: Account, client: Client):
    _, token = reset(nurse, admin)

    assert client.get(f"/new-password/{token}/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert client.get(f"/new-password/{token}/").status_code == 404


def test_a_reset_mailed_to_its_owner_needs_one_admin(nurse: Account, admin: Account, settings: Any):
    a_membership(nurse, a_clinic(), "nurse")
    settings.MAIL_IS_SENT = True

    assert reset(nurse, admin).token


def test_emergency_access_elsewhere_does_not_stop_admins_of_the_own_clinic(
    nurse: Account, admin: Account
):
    emergencies.take(clinic=a_clinic(), reason="On call", by=nurse)

    account_status.deactivate(account=nurse, by=admin)

    assert reloaded(nurse).roles == {}


def test_a_link_shown_to_an_admin_who_left_opens_nothing(
    nurse: Account, admin: Account, client: Client
):
    made, token = reset(nurse, admin)
    admin.memberships.update(until=timezone.now())

    assert client.get(f"/new-password/{token}/").status_code == 404
    with pytest.raises(ChangedMeanwhile):
        sign_in_resets.use(reset=made, password="another set of plain words")
