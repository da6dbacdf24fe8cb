"""Who may write a membership: by invitation, as an admin, or in an emergency."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone

from patients.database.acting_account import show_link
from patients.models import (
    Account,
    Clinic,
    Invitation,
    Membership,
)
from tests.acting import acting_as, database_refuses, is_about_now, run_sql
from tests.factories import (
    a_clinic,
    a_nurse,
    an_account,
    an_admin,
    an_invitation,
)
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db

GRANT = """
    INSERT INTO patients_membership
        (account_id, clinic_id, role, since, until, is_emergency, emergency_reason)
    VALUES (%s, %s, %s, now(), now() + %s::interval, %s <> '', %s) RETURNING id
"""
ACCEPT = """
    UPDATE patients_invitation SET accepted_by_id = %s, accepted_at = '2020-01-01'
    WHERE id = %s RETURNING accepted_at
"""
NOBODY = AnonymousUser()


def grant(
    account: Account, clinic: Clinic, role: str, *, lasts: str | None = None, reason: str = ""
) -> list[Any]:
    """Write a membership by raw SQL; with a reason, one taken in an emergency."""
    return run_sql(GRANT, account.pk, clinic.pk, role, lasts, reason, reason)


@pytest.mark.parametrize("who", ["neurologist", "nurse", "admin", "outsider", None])
def test_no_account_grants_a_membership_by_raw_sql(
    who: str | None, request: pytest.FixtureRequest, clinic: Clinic
):
    acts = request.getfixturevalue(who) if who else NOBODY
    stranger, elsewhere = an_account(), a_clinic()
    oneself: Account = acts if isinstance(acts, Account) else stranger
    granted = [(stranger, clinic), (stranger, elsewhere), (oneself, elsewhere)]

    for account, place in granted:
        for role in ("neurologist", "admin"):
            with database_refuses("a membership is accepted"), acting_as(acts):
                grant(account, place, role)


def test_an_invitation_gives_its_membership_only_with_its_own_link(
    clinic: Clinic, outsider: Account
):
    invitation, token = an_invitation(clinic, email=outsider.email, role="nurse")
    other = a_nurse()
    rule = "accepted by the account it is for"

    # Neither the hash that the database stores nor another invitation's link is accepted.
    for acts, shown in [(outsider, ""), (outsider, invitation.token_hash), (other, token)]:
        with database_refuses(rule), acting_as(acts):
            show_link(shown)
            run_sql(ACCEPT, acts.pk, invitation.pk)
    with database_refuses("a membership is accepted"), acting_as(outsider):
        show_link(token)
        run_sql(ACCEPT, outsider.pk, invitation.pk)
        grant(outsider, clinic, "neurologist")
    with acting_as(outsider):
        show_link(token)
        (accepted_at,) = run_sql(ACCEPT, outsider.pk, invitation.pk)
        grant(outsider, clinic, "nurse")
    assert is_about_now(accepted_at)


@pytest.mark.parametrize("fault", ["expired", "its sender left", "its account is closed"])
def test_an_invitation_that_opens_nothing_is_not_accepted(
    fault: str, clinic: Clinic, admin: Account, outsider: Account
):
    invitation, token = an_invitation(clinic, email=outsider.email, by=admin)
    if fault == "expired":
        Invitation.objects.update(expires_at=timezone.now())
    elif fault == "its sender left":
        admin.memberships.update(until=timezone.now())
    else:
        Account.objects.filter(pk=outsider.pk).update(is_active=False)

    with database_refuses("accepted by the account it is for"), acting_as(outsider):
        show_link(token)
        run_sql(ACCEPT, outsider.pk, invitation.pk)


def test_an_admin_ends_memberships_of_others_and_never_in_the_past(
    clinic: Clinic, admin: Account, nurse: Account
):
    end = "UPDATE patients_membership SET until = %s WHERE account_id = %s RETURNING until"
    stranger = an_admin(a_clinic())

    with acting_as(admin):
        assert is_about_now(run_sql(end, "2020-06-01", nurse.pk)[0])
    tried: list[tuple[Account | AnonymousUser, Account]] = [
        *((admin, admin), (stranger, nurse), (NOBODY, nurse))
    ]
    for acts, whose in tried:
        with database_refuses("ended by another admin"), acting_as(acts):
            run_sql(end, "2100-01-01", whose.pk)


def test_a_member_does_not_prolong_emergency_access(clinic: Clinic, outsider: Account):
    with acting_as(outsider):
        grant(outsider, clinic, "neurologist", lasts="1 hour", reason="Why")

    with database_refuses("ended by another admin"), acting_as(outsider):
        run_sql(
            "UPDATE patients_membership SET until = until + interval '1 hour' WHERE is_emergency"
        )


@pytest.mark.parametrize(
    ("who", "role"), [("nurse", "neurologist"), ("admin", "nurse"), ("admin", "neurologist")]
)
def test_emergency_access_is_taken_in_a_role_held_elsewhere(
    who: str, role: str, request: pytest.FixtureRequest
):
    acts, elsewhere = request.getfixturevalue(who), a_clinic()

    with database_refuses("emergency access is taken by a clinician"), acting_as(acts):
        grant(acts, elsewhere, role, lasts="4 hours", reason="Why")


def test_emergency_access_is_taken_only_for_the_acting_account_from_now_on(
    clinic: Clinic, outsider: Account
):
    other = a_nurse()
    with database_refuses("emergency access is taken by a clinician"), acting_as(outsider):
        grant(other, clinic, "neurologist", lasts="1 hour", reason="Why")
    with pytest.raises(IntegrityError, match="short_and_clinical"), acting_as(outsider):
        grant(outsider, clinic, "neurologist", lasts="5 hours", reason="Why")

    with acting_as(outsider), time_machine.travel(LONG_AGO):
        taken = grant(outsider, clinic, "neurologist", lasts="1 hour", reason="Why")
    assert is_about_now(Membership.objects.get(pk=taken[0]).since)
