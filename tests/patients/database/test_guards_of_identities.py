"""Who may tie an outside identity to an account and end it, also by raw SQL."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from patients.models import Account, Clinic
from tests.acting import acting_as, database_refuses, is_about_now, run_sql
from tests.factories import a_clinic, a_nurse, an_admin, an_outside_identity

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()
TIE = """
    INSERT INTO patients_outsideidentity (account_id, issuer, subject, tied_at)
    VALUES (%s, 'https://sign-in.hospital.example', 'a subject', '2001-01-01') RETURNING tied_at
"""
END = """
    UPDATE patients_outsideidentity SET ended_at = '2001-01-01', ended_by_id = %s
    WHERE account_id = %s RETURNING ended_at
"""


def test_an_identity_is_tied_by_the_account_it_opens(
    clinic: Clinic, nurse: Account, admin: Account
):
    for acts in (admin, a_nurse(clinic), NOBODY):
        with database_refuses("tied by the account it opens"), acting_as(acts):
            run_sql(TIE, nurse.pk)
    with acting_as(nurse):
        assert is_about_now(run_sql(TIE, nurse.pk)[0])


def test_an_identity_is_ended_by_its_account_or_an_admin_of_its_clinic_in_their_own_name(
    clinic: Clinic, nurse: Account, admin: Account
):
    an_outside_identity(nurse)
    strangers = (a_nurse(clinic), an_admin(a_clinic()))

    for acts in strangers:
        with database_refuses("ended by its account"), acting_as(acts):
            run_sql(END, acts.pk, nurse.pk)
    with database_refuses("ended by its account"), acting_as(NOBODY):
        run_sql(END, nurse.pk, nurse.pk)
    with database_refuses("ended by its account"), acting_as(admin):
        run_sql(END, nurse.pk, nurse.pk)
    with acting_as(admin):
        assert is_about_now(run_sql(END, admin.pk, nurse.pk)[0])


def test_that_of_an_account_that_left_is_ended_by_the_account_that_ties_it_anew(
    clinic: Clinic, nurse: Account
):
    an_outside_identity(nurse)
    other = a_nurse(clinic)
    nurse.memberships.update(until=timezone.now())

    with acting_as(other):
        run_sql(END, other.pk, nurse.pk)
        run_sql(TIE, other.pk)
