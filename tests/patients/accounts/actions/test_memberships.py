"""Changing and ending memberships: at once, on record, and never a clinic's last admin."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from patients.accounts.actions import account_status, memberships
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, Membership
from tests.factories import a_clinic, a_membership, a_neurologist, a_nurse, an_account, an_admin
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=30)


def latest_membership(account: Account) -> Membership:
    return account.memberships.select_related("account", "clinic").latest("since")


def end(membership: Membership, by: Account, **how: Any) -> Membership:
    return memberships.end(
        membership=membership, by=by, **{"at_once": True, "last_day": None} | how
    )


def change(membership: Membership, by: Account, role: str = "neurologist") -> Membership:
    return memberships.change_role(membership=membership, by=by, role=role)


def test_a_role_is_changed_at_one_instant(clinic: Clinic, nurse: Account, admin: Account):
    former = latest_membership(nurse)

    changed = change(former, admin)

    former.refresh_from_db()
    assert (former.until, former.role) == (changed.since, "nurse")
    assert (changed.role, changed.until) == ("neurologist", None)
    assert Account.objects.get(pk=nurse.pk).roles == {clinic.pk: "neurologist"}
    assert events() == [event("change-role", by=admin, about=changed, clinic_id=clinic.pk)]


def test_a_role_sent_twice_is_changed_once(nurse: Account, admin: Account):
    former = latest_membership(nurse)

    first, again = change(former, admin), change(former, admin)

    assert first == again
    assert len(events()) == 1


def test_the_end_date_stays_when_the_role_changes(clinic: Clinic, admin: Account):
    locum = an_account()
    a_membership(locum, clinic, "nurse", until=LATER)

    assert change(latest_membership(locum), admin).until == LATER


def test_a_membership_that_ended_meanwhile_is_not_changed(nurse: Account, admin: Account):
    former = latest_membership(nurse)
    end(former, admin)

    with pytest.raises(ChangedMeanwhile, match="has ended meanwhile"):
        change(former, admin)
    with pytest.raises(ChangedMeanwhile, match="has ended meanwhile"):
        end(former, admin, at_once=False)


def test_a_last_day_is_set_moved_and_removed(clinic: Clinic, nurse: Account, admin: Account):
    tomorrow = clinic.today() + timedelta(days=1)

    ended = end(latest_membership(nurse), admin, at_once=False, last_day=tomorrow)
    assert (ended.until, ended.last_day) == (clinic.end_of(tomorrow), tomorrow)
    assert Account.objects.get(pk=nurse.pk).roles == {clinic.pk: "nurse"}

    assert end(latest_membership(nurse), admin, at_once=False).until is None
    assert end(latest_membership(nurse), admin).has_ended
    assert Account.objects.get(pk=nurse.pk).roles == {}
    assert [each["action"] for each in events()] == ["end-membership"] * 3


def test_a_last_day_gone_by_is_refused_with_its_date(
    clinic: Clinic, nurse: Account, admin: Account
):
    with pytest.raises(ValidationError, match=f"before today, {clinic.today():%d-%b-%Y}"):
        end(
            latest_membership(nurse),
            admin,
            at_once=False,
            last_day=clinic.today() - timedelta(days=1),
        )


Change = Callable[[Membership, Account], Any]
CHANGES: list[Change] = [
    change,
    end,
    lambda membership, by: end(membership, by, at_once=False, last_day=LATER.date()),
    lambda membership, by: account_status.deactivate(account=membership.account, by=by),
]
every_change = pytest.mark.parametrize("to", CHANGES, ids=["role", "end", "last-day", "deactivate"])


@every_change
def test_no_admin_changes_their_own_membership(to: Change, clinic: Clinic, admin: Account):
    an_admin(clinic)

    with pytest.raises(ValidationError, match=r"your own (membership|account): another admin"):
        to(latest_membership(admin), admin)

    assert Account.objects.get(pk=admin.pk).roles == {clinic.pk: "admin"}


@every_change
def test_a_clinic_keeps_an_admin_who_stays(to: Change, clinic: Clinic):
    leaving, staying = an_account("Lea LOCUM"), an_admin(clinic)
    a_membership(leaving, clinic, "admin", until=LATER)

    with pytest.raises(ValidationError, match="left without an admin who stays"):
        to(latest_membership(staying), leaving)

    assert events() == []


@every_change
def test_an_admin_is_ended_while_another_admin_stays(to: Change, clinic: Clinic, admin: Account):
    to(latest_membership(an_admin(clinic)), admin)

    assert clinic.memberships.current().filter(role="admin").exclude(account=admin).count() <= 1
    assert events()


@every_change
@pytest.mark.parametrize("by", [a_nurse, a_neurologist])
def test_only_an_admin_of_the_clinic_changes_memberships(
    to: Change, by: Callable[[Clinic], Account], clinic: Clinic, nurse: Account
):
    other = by(clinic)
    with pytest.raises((PermissionDenied, ValidationError)):
        to(latest_membership(nurse), other)
    with pytest.raises((PermissionDenied, ValidationError)):
        to(latest_membership(nurse), an_admin(a_clinic()))

    assert Account.objects.get(pk=nurse.pk).roles == {clinic.pk: "nurse"}


@every_change
def test_an_admin_whose_membership_ended_meanwhile_changes_nothing(
    to: Change, clinic: Clinic, nurse: Account, admin: Account
):
    an_admin(clinic)
    assert admin.roles  # as the running request loaded them
    admin.memberships.update(until=timezone.now())

    with pytest.raises(ChangedMeanwhile, match="not an admin of"):
        to(latest_membership(nurse), admin)


def test_emergency_access_is_ended_and_keeps_its_role(clinic: Clinic, admin: Account):
    otto = an_account()
    emergency = Membership.objects.create(
        account=otto,
        clinic=clinic,
        role="nurse",
        until=timezone.now() + timedelta(hours=4),
        is_emergency=True,
        emergency_reason="On call",
    )

    with pytest.raises(ValidationError, match="Emergency access keeps its role"):
        change(emergency, admin)
    with pytest.raises(ValidationError, match="always has an end"):
        end(emergency, admin, at_once=False)
    assert end(emergency, admin).has_ended
