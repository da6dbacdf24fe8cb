"""The worklist: which patients it shows, with which words, in which order, page by page."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.models import Account, AuditEvent, Clinic, Patient
from tests.factories import (
    a_clinic,
    a_dystonia,
    a_membership,
    a_nurse,
    a_patient,
    a_side_effect,
    a_step,
)
from tests.fixtures import signed_in
from tests.pages.reading import list_row, listed, text
from tests.statements import statements
from titration.standing import due as due_standings
from titration.standing.models import Standing

pytestmark = pytest.mark.django_db

WORKLIST = "/"
LISTED = "listed as serious by the article above per dose above per day"
MOST_QUERIES = 9


@pytest.fixture(autouse=True)
def evening_of_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T18:00Z", tick=True):
        yield


def many_patients(clinic: Clinic, count: int) -> list[Patient]:
    return [a_patient(clinic, family_name=f"TESTER {number:04}") for number in range(count)]


def test_a_row_tells_what_how_bad_and_since_when(as_nurse: Client, clinic: Clinic):
    eva = a_patient(clinic, record_number="T-7")
    a_step(eva, "25x3", from_="2026-02-20", already_taking=True)
    a_side_effect(eva, "drowsiness", "mild", from_="2026-02-21")
    a_side_effect(eva, "muscle weakness", "moderate", from_="2026-02-22")

    page = as_nurse.get(WORKLIST)

    assert list_row(page, "EXAMPLE") == [
        "EXAMPLE, Eva 01-May-1980 (45y) T-7",
        f"Muscle weakness, moderate, 8 days {LISTED}",
        "75 mg per day 25 mg three times a day",
        "",
        "22-Feb-2026",
        "",
    ]
    assert f'href="{reverse("patient-chart", args=[eva.pk])}"' in page.content.decode()


def test_a_list_opened_again_tells_what_was_recorded_since(as_nurse: Client, clinic: Clinic):
    eva = a_patient(clinic, record_number="T-7")
    as_nurse.get(WORKLIST)

    a_step(eva, "10x3", from_="2026-02-20")
    a_side_effect(eva, "drowsiness", "severe", from_="2026-02-21")
    page = as_nurse.get(WORKLIST)

    assert list_row(page, "EXAMPLE")[2] == "30 mg per day 10 mg three times a day"
    assert list_row(page, "EXAMPLE")[1].startswith("Drowsiness, severe, 9 days")


def test_what_is_not_recorded_is_a_gap_and_a_stop_has_no_amount(as_nurse: Client, clinic: Clinic):
    a_patient(clinic, family_name="NEW", record_number="T-1", born_on=None)
    stopped = a_patient(clinic, family_name="STOPPED", record_number="T-2")
    a_step(stopped, "", from_="2026-03-02")

    page = as_nurse.get(WORKLIST)

    assert list_row(page, "NEW") == [
        "NEW, Eva birth date not recorded T-1", "", "No dose recorded", "", "", ""
    ]  # fmt: skip
    assert list_row(page, "STOPPED")[2] == "Stopped"


def test_unequal_amounts_are_listed_in_order(as_nurse: Client, patient: Patient):
    a_step(patient, "5 12.5 10", from_="2026-03-02")

    dose = list_row(as_nurse.get(WORKLIST), "EXAMPLE")[2]
    assert dose == "27.5 mg per day 5 mg, 12.5 mg, 10 mg a day"


def test_days_are_counted_in_the_calendar_of_the_clinic(nurse: Account):
    auckland = a_clinic("Auckland", time_zone="Pacific/Auckland")
    a_membership(nurse, auckland, "nurse")
    a_step(a_patient(auckland), "10x3", from_="2026-03-01")

    told = list_row(signed_in(nurse).get(WORKLIST), "EXAMPLE")[1]
    assert told.startswith("0 → 30 mg per day 2 days ago, no contact")


def test_a_standing_is_brought_forward_before_it_is_shown(
    as_nurse: Client, nurse: Account, patient: Patient
):
    a_step(patient, "5x3", from_="2026-02-02", phase="initiation")
    a_step(patient, "10x3", from_="2026-03-03")

    assert list_row(as_nurse.get(WORKLIST), "EXAMPLE")[2].startswith("15 mg per day")
    with time_machine.travel("2026-03-03T01:00Z"):
        later = signed_in(nurse).get(WORKLIST)
        assert list_row(later, "EXAMPLE")[2].startswith("30 mg per day")


def test_only_patients_of_the_readers_own_clinics_are_shown(nurse: Account, clinic: Clinic):
    a_patient(clinic, family_name="OURS")
    a_patient(a_clinic(), family_name="STRANGER")
    managed = a_clinic()
    a_membership(nurse, managed, "admin")
    a_patient(managed, family_name="MANAGED")

    page = signed_in(nurse).get(WORKLIST)

    assert listed(page) == ["OURS, Eva"]
    assert "Other clinics" not in text(page)


def test_a_clinic_at_a_time_is_shown_with_how_many_are_grave_in_the_others(clinic: Clinic):
    other = a_clinic("Otherplace")
    a_patient(clinic, family_name="HERE")
    a_side_effect(a_patient(other, family_name="THERE"), "nausea", "severe", from_="2026-02-02")
    browser = signed_in(a_nurse(clinic, other))

    here = browser.get(WORKLIST)
    there = browser.get(WORKLIST, {"clinic": other.pk})

    assert listed(here) == ["HERE, Eva"]
    assert "Otherplace 1 serious or severe" in text(here)
    assert listed(there) == ["THERE, Eva"]


def test_an_empty_list_says_what_to_do_first(as_nurse: Client):
    page = as_nurse.get(WORKLIST)

    assert "No patients yet. Register the first patient" in text(page)
    assert reverse("register-patient") in page.content.decode()


def test_an_admin_begins_at_the_accounts(as_admin: Client):
    assert as_admin.get(WORKLIST)["Location"] == reverse("accounts")


def test_an_admin_who_is_a_nurse_elsewhere_begins_at_the_worklist(admin: Account):
    a_membership(admin, a_clinic(), "nurse")

    assert signed_in(admin).get(WORKLIST).status_code == 200


def test_an_admin_who_searches_is_refused_in_words_and_can_sign_out(as_admin: Client):
    page = as_admin.post(WORKLIST, {"q": "EXAMPLE"})

    assert page.status_code == 403
    assert "read by neurologists and nurses of the clinic" in text(page)
    assert reverse("account_logout") in page.content.decode()


def test_an_account_without_a_role_is_told_so(nurse: Account):
    nurse.memberships.update(until=timezone.now())

    page = signed_in(nurse).get(WORKLIST)

    assert page.status_code == 403
    assert "You have no role in any clinic now" in text(page)


def test_each_page_puts_on_record_whom_it_showed(as_nurse: Client, nurse: Account, clinic: Clinic):
    patients = many_patients(clinic, 26)

    as_nurse.get(WORKLIST, {"view": "all"})

    event = AuditEvent.objects.get()
    assert (event.account_id, event.action, event.outcome) == (nurse.pk, "list", "allowed")
    assert event.patient_ids == [patient.pk for patient in patients[:25]]


def test_a_long_list_is_not_counted_to_its_end(
    as_nurse: Client, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("titration.worklist.page.COUNTED_UP_TO", 3)
    many_patients(clinic, 3)
    assert "All patients 3 " in text(as_nurse.get(WORKLIST))

    many_patients(clinic, 4)
    assert "All patients 3+ " in text(as_nurse.get(WORKLIST))


@pytest.mark.parametrize("count", [1, 30])
def test_it_takes_as_many_queries_for_many_patients_as_for_one(
    as_nurse: Client, clinic: Clinic, count: int
):
    patients = many_patients(clinic, count)
    for patient in patients:
        a_dystonia(patient)
        a_step(patient, "10x3", from_="2026-01-05")
        a_side_effect(patient, "mental confusion", from_="2026-02-02")

    with statements() as queries:
        as_nurse.get(WORKLIST)

    assert len(queries) == MOST_QUERIES


def test_several_clinics_take_no_more_queries(clinic: Clinic):
    nurse = a_nurse(clinic, a_clinic(), a_clinic())
    browser = signed_in(nurse)

    with statements() as queries:
        browser.get(WORKLIST)

    assert len(queries) == MOST_QUERIES


def test_it_says_how_many_rows_are_of_an_earlier_day(
    as_nurse: Client, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(due_standings, "AT_ONCE", 1)
    for _ in range(3):
        a_patient(clinic)
    Standing.objects.update(changes_on="2026-01-06")

    assert "2 patients’ doses and flags are still of an earlier day." in text(as_nurse.get("/"))
    assert "1 patient’s dose and flags are still of an earlier day." in text(as_nurse.get("/"))
    assert "of an earlier day" not in text(as_nurse.get("/"))


def test_it_opens_and_says_so_where_standings_cannot_be_updated(as_nurse: Client, clinic: Clinic):
    a_patient(clinic)
    Standing.objects.update(changes_on="2026-01-06")
    with connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON titration_standing FROM titration_app")

    assert "1 patient’s dose and flags are still of an earlier day." in text(as_nurse.get("/"))
