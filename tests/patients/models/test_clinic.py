"""Clinics have a calendar day of their own; a member has one role at a time."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from patients.models import Account, Clinic, Membership
from tests.factories import a_clinic, a_membership, an_account

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam() -> Account:
    return an_account()


@pytest.mark.parametrize(
    ("time_zone", "today"),
    [
        ("Europe/London", date(2026, 3, 1)),
        ("Pacific/Auckland", date(2026, 3, 2)),
        ("America/Los_Angeles", date(2026, 3, 1)),
    ],
)
def test_today_is_the_calendar_day_where_the_clinic_is(time_zone: str, today: date):
    with time_machine.travel(datetime(2026, 3, 1, 20, 30, tzinfo=UTC), tick=False):
        assert a_clinic(time_zone=time_zone).today() == today


def test_a_clinic_in_a_zone_that_does_not_exist_is_not_valid():
    with pytest.raises(ValidationError, match=r"Mars/Olympus is not a time zone\."):
        Clinic(name="Example Clinic", time_zone="Mars/Olympus").full_clean()


def test_two_clinics_never_share_a_name(clinic: Clinic):
    with pytest.raises(IntegrityError, match="name"):
        a_clinic(clinic.name)


@pytest.mark.parametrize("second", ["admin", "neurologist", "nurse"])
def test_no_account_holds_two_roles_in_one_clinic_at_once(
    sam: Account, clinic: Clinic, second: str
):
    a_membership(sam, clinic, "nurse")

    with pytest.raises(IntegrityError, match="membership_one_role_at_a_time"):
        a_membership(sam, clinic, second)


def test_the_table_refuses_a_second_role_in_bulk_too(sam: Account, clinic: Clinic):
    both = [Membership(account=sam, clinic=clinic, role=role) for role in ("admin", "nurse")]

    with pytest.raises(IntegrityError, match="membership_one_role_at_a_time"):
        Membership.objects.bulk_create(both)


def test_a_role_that_overlaps_another_by_a_day_is_refused(sam: Account, clinic: Clinic):
    a_membership(sam, clinic, "nurse", since=MARCH, until=MAY)

    with pytest.raises(IntegrityError, match="membership_one_role_at_a_time"):
        a_membership(sam, clinic, "admin", since=APRIL, until=JUNE)


def test_one_role_may_follow_another_at_the_same_instant(sam: Account, clinic: Clinic):
    a_membership(sam, clinic, "nurse", since=MARCH, until=APRIL)
    a_membership(sam, clinic, "admin", since=APRIL)

    assert sam.memberships.count() == 2


def test_one_person_may_hold_different_roles_in_two_clinics(sam: Account, clinic: Clinic):
    a_membership(sam, clinic, "nurse")
    a_membership(sam, a_clinic(), "admin")

    assert sorted(sam.roles.values()) == ["admin", "nurse"]


def test_an_unknown_role_is_refused(sam: Account, clinic: Clinic):
    with pytest.raises(IntegrityError, match="membership_role_is_known"):
        a_membership(sam, clinic, "owner")


@pytest.mark.parametrize("until", [MARCH, APRIL])
def test_a_membership_ends_after_it_begins(sam: Account, clinic: Clinic, until: datetime):
    with pytest.raises(IntegrityError, match="membership_ends_after_it_begins"):
        a_membership(sam, clinic, "nurse", since=APRIL, until=until)


@pytest.mark.parametrize(
    ("now", "is_current"),
    [
        ("2026-02-28T23:59:59Z", False),
        ("2026-03-01T00:00:00Z", True),
        ("2026-03-31T23:59:59Z", True),
        ("2026-04-01T00:00:00Z", False),
    ],
)
def test_a_membership_holds_until_just_before_its_end(
    sam: Account, clinic: Clinic, now: str, is_current: bool
):
    a_membership(sam, clinic, "nurse", since=MARCH, until=APRIL)

    with time_machine.travel(now, tick=False):
        assert sam.memberships.current().exists() is is_current
