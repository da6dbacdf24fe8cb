"""Emergency access: who may take it, for how long, and what is recorded."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from patients.accounts.actions import emergencies
from patients.models import EMERGENCY_LASTS, Account, Clinic, Membership
from tests.factories import a_clinic, a_membership, a_nurse
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

REASON = "Brought in unconscious; her own clinic is closed."
NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def elsewhere(db: None) -> Clinic:
    return a_clinic("Elsewhere")


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_clinician_has_the_same_role_elsewhere_for_four_hours(
    who: str, request: pytest.FixtureRequest, elsewhere: Clinic
):
    account: Account = request.getfixturevalue(who)

    taken = emergencies.take(clinic=elsewhere, reason=REASON, by=account)

    assert account.roles[elsewhere.pk] == who
    assert taken.until == NOW + timedelta(hours=4)
    assert list(Membership.objects.emergencies()) == [taken]
    expected = event("break-glass", by=account, about=taken, clinic_id=elsewhere.pk)
    assert events() == [expected]


def test_emergency_access_ends_by_itself(nurse: Account, elsewhere: Clinic):
    taken = emergencies.take(clinic=elsewhere, reason=REASON, by=nurse)

    with time_machine.travel(taken.until + timedelta(seconds=1)):  # type: ignore[operator]
        assert elsewhere.pk not in Account.objects.get(pk=nurse.pk).roles


def test_a_form_sent_twice_takes_emergency_access_once(nurse: Account, elsewhere: Clinic):
    first, again = (emergencies.take(clinic=elsewhere, reason=REASON, by=nurse) for _ in range(2))

    assert first == again
    assert len(events()) == 1


def test_an_admin_takes_no_emergency_access(admin: Account, elsewhere: Clinic):
    with pytest.raises(PermissionDenied):
        emergencies.take(clinic=elsewhere, reason=REASON, by=admin)

    assert events() == [event("break-glass", "refused", by=admin)]


def test_emergency_access_gives_no_right_to_another_one(nurse: Account, elsewhere: Clinic):
    emergencies.take(clinic=elsewhere, reason=REASON, by=nurse)
    nurse.memberships.filter(is_emergency=False).update(until=timezone.now())

    with pytest.raises(PermissionDenied):
        emergencies.take(clinic=a_clinic(), reason=REASON, by=nurse)


@pytest.mark.parametrize("starts_in", [timedelta(0), timedelta(hours=3)])
def test_an_admin_takes_no_emergency_access_in_their_own_clinic(
    elsewhere: Clinic, starts_in: timedelta
):
    nurse = a_nurse(a_clinic())
    a_membership(nurse, elsewhere, "admin", since=timezone.now() + starts_in)

    with pytest.raises(ValidationError, match="You are admin of Elsewhere"):
        emergencies.take(clinic=elsewhere, reason=REASON, by=nurse)

    assert elsewhere.pk not in nurse.roles or nurse.roles[elsewhere.pk] == "admin"


@pytest.mark.parametrize(
    "wrong",
    [
        {"emergency_reason": ""},
        {"until": None},
        {"until": NOW + EMERGENCY_LASTS + timedelta(seconds=1)},
        {"role": "admin"},
        {"is_emergency": False},
    ],
)
def test_the_table_refuses_emergency_access_too_long_without_reason_or_as_admin(
    wrong: dict[str, object], nurse: Account, elsewhere: Clinic
):
    right = {
        "account": nurse,
        "clinic": elsewhere,
        "role": "nurse",
        "since": NOW,
        "until": NOW + EMERGENCY_LASTS,
        "is_emergency": True,
        "emergency_reason": REASON,
    }

    with pytest.raises(IntegrityError, match="membership_in_emergency"), transaction.atomic():
        Membership.objects.create(**right | wrong)

    assert Membership.objects.create(**right).is_emergency
