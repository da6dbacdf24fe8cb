"""Who may write accounts, links, passwords, second factors and reviews, also by raw SQL."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from patients.database.acting_account import show_link
from patients.models import (
    AccessReviewLine,
    Account,
    Clinic,
)
from patients.models.one_time_link import hash_of
from tests.acting import acting_as, database_refuses, is_about_now, run_sql
from tests.factories import (
    a_clinic,
    a_neurologist,
    a_nurse,
    a_reset,
    a_second_factor,
    an_access_review,
    an_account,
    an_admin,
    an_invitation,
)
from tests.factories.people import LONG_AGO, PASSWORD

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def test_an_account_is_made_with_an_invitation_only(clinic: Clinic, admin: Account):
    invitation, token = an_invitation(clinic, by=admin)
    make = """
        INSERT INTO patients_account (password, email, full_name, is_active, created_at)
        VALUES ('x', %s, 'Mallory TESTER', true, '2020-01-01') RETURNING created_at
    """

    tried: list[tuple[Account | AnonymousUser, str, str]] = [
        (NOBODY, invitation.email, ""),
        (NOBODY, "other@clinic.example", token),
        (admin, "other@clinic.example", ""),
    ]
    for acts, email, shown in tried:
        with database_refuses("made with the link"), acting_as(acts):
            show_link(shown)
            run_sql(make, email)
    with acting_as(NOBODY):
        show_link(token)
        assert is_about_now(run_sql(make, invitation.email)[0])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("email", "'mine@clinic.example'"),
        ("created_at", "'2020-01-01'"),
        ("id", "id + 1000"),
        ("password", "'x'"),
        ("full_name", "'Mallory TESTER'"),
        ("is_active", "false"),
        ("last_login", "'2020-01-01'"),
    ],
)
def test_no_account_changes_another_account(
    column: str, value: str, clinic: Clinic, nurse: Account, neurologist: Account
):
    stranger = an_admin(a_clinic())

    for acts in (neurologist, stranger):
        with database_refuses(""), acting_as(acts):
            run_sql(f"UPDATE patients_account SET {column} = {value} WHERE id = %s", nurse.pk)


def test_without_an_acting_account_only_a_reset_link_changes_a_password(
    nurse: Account, admin: Account
):
    reset, token = a_reset(nurse, by=admin)
    change = "UPDATE patients_account SET password = 'x' WHERE id = %s"
    use = "UPDATE patients_signinreset SET used_at = now() WHERE id = %s"

    with database_refuses("a password is chosen by its account"), acting_as(NOBODY):
        run_sql(change, nurse.pk)
    with database_refuses("used with its link"), acting_as(NOBODY):
        show_link(reset.token_hash)
        run_sql(use, reset.pk)
    with database_refuses("a password is chosen by its account"), acting_as(NOBODY):
        show_link(token)
        run_sql(use, reset.pk)
        run_sql(change, admin.pk)
    with acting_as(NOBODY):
        show_link(token)
        run_sql(use, reset.pk)
        run_sql(change, nurse.pk)


def test_an_admin_closes_accounts_of_their_clinics_only_and_sets_no_password(
    clinic: Clinic, nurse: Account, admin: Account
):
    of_two = a_nurse(clinic, a_clinic())
    close = "UPDATE patients_account SET is_active = false WHERE id = %s"

    for account in (of_two, admin, an_account()):
        with database_refuses("closed by an admin of each"), acting_as(admin):
            run_sql(close, account.pk)
    with database_refuses("a password is chosen by its account"), acting_as(admin):
        run_sql("UPDATE patients_account SET password = 'x' WHERE id = %s", nurse.pk)
    with acting_as(admin):
        run_sql(close, nurse.pk)


@pytest.mark.parametrize("who", ["nurse", "outsider", None])
def test_only_an_admin_of_the_clinic_writes_what_admins_write(
    who: str | None, request: pytest.FixtureRequest, clinic: Clinic, admin: Account
):
    acts = request.getfixturevalue(who) if who else NOBODY
    victim = a_neurologist(clinic)
    invitation, _ = an_invitation(clinic)
    by = Account(pk=acts.pk or admin.pk)

    writes: dict[str, Callable[[], object]] = {
        "invited by an admin": lambda: an_invitation(clinic, email="x@clinic.example", by=by),
        "renewed or withdrawn": lambda: run_sql(
            "UPDATE patients_invitation SET token_hash = %s WHERE id = %s",
            hash_of("mine"),
            invitation.pk,
        ),
        "reset by an admin": lambda: a_reset(victim, by=by),
        "signed by an admin": lambda: an_access_review(clinic, by=by),
        "changed by its admins": lambda: run_sql("UPDATE patients_clinic SET name = 'Mine'"),
    }
    for rule, write in writes.items():
        with database_refuses(rule), acting_as(acts):
            write()


def test_an_admins_writes_have_their_own_name_and_the_databases_time(
    clinic: Clinic, nurse: Account, admin: Account
):
    colleague = an_admin(clinic)

    writes: dict[str, Callable[[], object]] = {
        "invited by an admin": lambda: an_invitation(clinic, by=colleague),
        "reset by an admin": lambda: a_reset(nurse, by=colleague),
        "signed by an admin": lambda: an_access_review(clinic, by=colleague),
    }
    for rule, write in writes.items():
        with database_refuses(rule), acting_as(admin):
            write()
    with acting_as(admin), time_machine.travel(LONG_AGO + timedelta(days=20_000)):
        invitation, _ = an_invitation(clinic, by=admin)
        reset, _ = a_reset(nurse, by=admin)
        review = an_access_review(clinic, by=admin)
    for row in (invitation, reset, review):
        row.refresh_from_db()
    assert all(map(is_about_now, (invitation.invited_at, reset.reset_at, review.signed_at)))
    week = timezone.now() + timedelta(days=7)
    assert invitation.expires_at <= week
    assert reset.expires_at <= week


def test_a_line_of_a_review_matches_the_membership(clinic: Clinic, nurse: Account, admin: Account):
    review = an_access_review(clinic, by=admin)
    late = a_nurse(clinic).memberships.get()
    line = {"review": review, "membership": late, "decision": "keep", "role": "nurse"}

    with database_refuses("a line of a review"), acting_as(admin):
        AccessReviewLine.objects.create(**line, full_name="Else TESTER", email="x@clinic.example")


def test_an_account_writes_only_its_own_second_factors(
    clinic: Clinic, nurse: Account, admin: Account
):
    factor = a_second_factor(nurse)
    stranger = an_admin(a_clinic())
    add = """
        INSERT INTO mfa_authenticator (user_id, type, data, created_at)
        VALUES (%s, 'totp', '{}', now())
    """

    for acts in (admin, stranger, NOBODY):
        with database_refuses("added and changed by its account"), acting_as(acts):
            run_sql(add, nurse.pk)
    for acts in (stranger, NOBODY):
        with database_refuses("removed by its account"), acting_as(acts):
            run_sql("DELETE FROM mfa_authenticator WHERE id = %s", factor.pk)
    with database_refuses("added and changed by its account"), acting_as(NOBODY):
        run_sql("UPDATE mfa_authenticator SET user_id = %s WHERE id = %s", admin.pk, factor.pk)


def test_a_hash_of_an_outdated_kind_is_renewed_at_sign_in(nurse: Account, settings: Any):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]

    answer = Client().post("/sign-in/", {"login": nurse.email, "password": PASSWORD})

    assert answer.status_code == 302
    nurse.refresh_from_db()
    assert nurse.password.startswith("pbkdf2_sha256$")
