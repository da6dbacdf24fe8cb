"""Every page shows an account's name of the time of each deed, not its present name."""

import csv
import uuid
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from patients.accounts.actions import access_reviews, emergencies, invitations
from patients.models import Account, Clinic, Decision, Patient
from tests.factories import (
    a_clinic,
    a_former_name,
    a_neurologist,
    a_patient,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    an_admin,
    in_error,
)
from tests.fixtures import signed_in
from tests.pages.entry_pages import marking_page
from tests.pages.reading import text
from tests.patients.accounts.actions.calls import change
from tests.statements import statements

pytestmark = pytest.mark.django_db

THEN, NOW = "Nora NEUROLOGIST", "Nora RENAMED"


def chart(patient: Patient) -> str:
    return reverse("patient-chart", args=[patient.pk])


@pytest.fixture
def patient(clinic: Clinic, neurologist: Account) -> Patient:
    """A patient with every kind of entry by Nora, one of them in error; Nora is then renamed."""
    patient = a_patient(clinic, by=neurologist)
    a_step(patient, "10x3", from_="2026-01-05", by=neurologist)
    a_side_effect(patient, from_="2026-01-08", by=neurologist)
    a_rating(patient, "6", on_="2026-01-08", by=neurologist)
    a_treatment(patient, from_="2026-01-05", by=neurologist)
    a_review(patient, on_="2026-01-08", by=neurologist)
    in_error(a_step(patient, "5x3", from_="2026-01-12", by=neurologist), by=neurologist)
    change(patient, neurologist, given_name="Ada")
    a_former_name(neurologist, now=NOW)
    return patient


@pytest.mark.parametrize("page", ["patient-chart", "entry-history", "edit-patient"])
def test_the_pages_of_a_patient(page: str, patient: Patient, as_nurse: Client):
    shown = text(as_nurse.get(reverse(page, args=[patient.pk])))

    assert THEN in shown
    assert NOW not in shown


def test_what_is_recorded_after_the_change_shows_the_new_name(
    patient: Patient, neurologist: Account, as_nurse: Client
):
    in_error(a_step(patient, "15x3", from_="2026-02-02", by=neurologist), by=neurologist)

    for page in (chart(patient), reverse("entry-history", args=[patient.pk])):
        shown = text(as_nurse.get(page))
        assert NOW in shown
        assert THEN in shown


def test_after_two_renamings_each_entry_shows_the_name_of_its_time(
    patient: Patient, neurologist: Account, as_nurse: Client
):
    a_review(patient, on_="2026-01-15", by=neurologist)
    a_former_name(neurologist, now="Nora THIRD")
    a_review(patient, on_="2026-01-22", by=neurologist)

    shown = text(as_nurse.get(chart(patient)))
    assert [name in shown for name in (THEN, NOW, "Nora THIRD")] == [True, True, True]


def test_the_page_that_marks_an_entry(patient: Patient, neurologist: Account):
    entry = patient.review_entries.get()

    page = signed_in(Account.objects.get(pk=neurologist.pk)).get(marking_page(entry))

    assert f"by {THEN}." in text(page)


def test_a_chart_as_it_was_known_then(patient: Patient, neurologist: Account, as_nurse: Client):
    shown = text(as_nurse.get(chart(patient), {"known_at": datetime.now(UTC).isoformat()}))

    assert THEN in shown
    assert NOW not in shown


def test_a_history_reads_former_names_once(
    patient: Patient, neurologist: Account, as_nurse: Client
):
    with statements() as asked:
        as_nurse.get(reverse("entry-history", args=[patient.pk]))

    assert sum("patients_formername" in sql for sql in asked) == 1


def test_the_access_log_and_its_file_and_the_search_by_either_name(
    patient: Patient, neurologist: Account, as_admin: Client
):
    past = datetime.now(UTC) - timedelta(hours=1)
    with time_machine.travel(past, tick=False):
        signed_in(neurologist).get(chart(patient))

    for who in ("", THEN, NOW):
        log = csv.DictReader(
            StringIO(as_admin.get("/access-log/csv/", {"who": who}).content.decode())
        )
        assert THEN in {line["name"] for line in log if line["what"] == "Opened"}
    assert THEN in text(as_admin.get("/access-log/"))


def test_reviews_of_access_and_an_emergency(clinic: Clinic, admin: Account):
    helper = a_neurologist(a_clinic(), full_name="Hana HELPER")
    emergencies.take(clinic=clinic, reason="She lies unconscious.", by=helper)
    other = an_admin(clinic, full_name="Olga OTHER")
    a_former_name(helper, now="Hana RENAMED")
    browser = signed_in(other)

    before = text(browser.get(reverse("review-access", args=[clinic.pk])))
    assert "Hana HELPER, " in before
    decisions = {row.pk: Decision.KEEP for row in access_reviews.to_review(clinic)}
    review = access_reviews.sign(
        clinic=clinic, by=admin, form_token=uuid.uuid4(), decisions=decisions
    )
    a_former_name(admin, now="Ada RENAMED")

    for page in (reverse("access-reviews"), reverse("access-review", args=[review.pk])):
        shown = text(browser.get(page))
        assert "Ada ADMIN" in shown.replace("Ada RENAMED (you)", "")


def test_invitations_and_the_page_of_an_account(clinic: Clinic, admin: Account, nurse: Account):
    made = invitations.invite(
        clinic=clinic, by=admin, form_token=uuid.uuid4(), email="n@clinic.example", role="nurse"
    )
    a_former_name(admin, now="Ada RENAMED")
    browser = signed_in(an_admin(clinic, full_name="Olga OTHER"))

    shown = text(browser.get(reverse("invitation", args=[made.invitation.pk])))
    assert "by Ada ADMIN" in shown
    page = text(browser.get(reverse("account", args=[admin.pk])))
    assert "Former names Ada ADMIN, until " in page
