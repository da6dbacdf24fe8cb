"""The access log: who used which record, when, from where; reading the log is logged too."""

import csv
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.models import Account, AuditEvent, Clinic, Patient
from tests.factories import a_clinic, a_membership, a_patient, an_admin
from tests.fixtures import signed_in
from tests.pages.searching import search
from tests.patients.events import event, events
from tests.statements import statements

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

LOG = "/access-log/"


@pytest.fixture
def patient(clinic: Clinic) -> Patient:
    return a_patient(clinic, record_number="N-1", family_name="ZEBULON")


@pytest.fixture
def other(clinic: Clinic) -> Patient:
    return a_patient(clinic, record_number="N-2", family_name="YARROW")


def chart(patient: Patient) -> str:
    return reverse("patient-chart", args=[patient.pk])


def text(answer: "Response") -> str:
    return answer.content.decode()


def lines(browser: Client, **asked: Any) -> list[dict[str, str]]:
    """Return the exported log's lines, newest first, except those about reading the log."""
    found = csv.DictReader(StringIO(text(browser.get("/access-log/csv/", asked))))
    return [line for line in found if "this log" not in line["what"]]


def recorded_lines(browser: Client, **asked: Any) -> list[tuple[str, str, str, str]]:
    return [
        (line["name"], line["what"], line["record number"], line["outcome"])
        for line in lines(browser, **asked)
    ]


def test_it_shows_who_did_what_with_which_record(
    as_admin: Client, as_nurse: Client, as_outsider: Client, admin: Account, patient: Patient
):
    as_nurse.get("/")
    as_nurse.get(chart(patient), REMOTE_ADDR="192.0.2.7")
    as_outsider.get(chart(patient))
    as_admin.get(chart(patient))

    assert recorded_lines(as_admin) == [
        (admin.full_name, "Opened", "N-1", "Refused"),
        ("Otto OUTSIDER", "Opened", "N-1", "Refused"),
        ("Nils NURSE", "Opened", "N-1", "Allowed"),
        ("Nils NURSE", "Listed", "N-1", "Allowed"),
    ]
    assert lines(as_admin)[2]["from"] == "192.0.2.7"
    page = text(as_admin.get(LOG))
    assert "192.0.2.7" in page
    assert "ZEBULON" not in page


def test_another_clinics_records_are_not_in_the_log(nurse: Account, patient: Patient):
    elsewhere = a_clinic()
    a_membership(nurse, elsewhere, "nurse")
    a_patient(elsewhere, record_number="E-1", family_name=patient.family_name)
    search(signed_in(nurse), patient.family_name)  # finds patients of both clinics, in one event

    assert recorded_lines(signed_in(an_admin(elsewhere))) == [
        ("Nils NURSE", "Listed", "E-1", "Allowed")
    ]
    assert recorded_lines(signed_in(an_admin(patient.clinic))) == [
        ("Nils NURSE", "Listed", "N-1", "Allowed")
    ]


def test_reading_and_exporting_the_log_are_logged(as_admin: Client, admin: Account, clinic: Clinic):
    as_admin.get(LOG)
    as_admin.get("/access-log/csv/")

    assert events() == [
        event("read-access-log", by=admin, clinic_id=clinic.pk),
        event("export-access-log", by=admin, clinic_id=clinic.pk),
    ]
    assert "Exported this log" in text(as_admin.get(LOG))


def test_the_log_is_filtered_by_person_record_and_days(
    as_admin: Client, as_nurse: Client, as_neurologist: Client, patient: Patient, other: Patient
):
    as_nurse.get(chart(patient))
    as_nurse.get(chart(other))
    as_neurologist.get(chart(patient))
    today = patient.clinic.today()
    tomorrow = today + timedelta(days=1)

    assert [line[0] for line in recorded_lines(as_admin, who="nora")] == ["Nora NEUROLOGIST"]
    assert [line[2] for line in recorded_lines(as_admin, patient=other.pk)] == ["N-2"]
    assert len(recorded_lines(as_admin, since=f"{today}", until=f"{today}")) == 3
    assert recorded_lines(as_admin, since=f"{tomorrow}") == []
    assert recorded_lines(as_admin, outcome="refused") == []
    assert (
        len(recorded_lines(as_admin, patient="x", since="never", outcome="maybe", clinic="9")) == 3
    )


def test_a_search_leads_to_an_address_without_the_record_number(
    as_admin: Client, as_nurse: Client, patient: Patient
):
    as_nurse.get(chart(patient))

    said = {"record_number": "N-1", "who": "nils", "since": "01-Jan-2020"}
    answer = as_admin.post(LOG, said, follow=True)

    address = answer.redirect_chain[-1][0]
    assert f"patient={patient.pk}" in address
    assert "N-1" not in address
    assert 'value="N-1"' in text(answer)
    assert "Nils NURSE" in text(answer)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"record_number": "N-9"}, "No patient of .* has this number."),
        ({"since": "yesterday"}, "yesterday is not a date."),
        ({"since": "02-Jan-2026", "until": "01-Jan-2026"}, "before the first one."),
    ],
)
def test_nonsense_typed_is_answered_in_words(as_admin: Client, said: dict[str, str], sentence: str):
    answer = as_admin.post(LOG, said)

    assert answer.status_code == 422
    assert sentence.rpartition(".*")[2] in text(answer)


def test_its_pages_follow_one_another_in_few_queries(
    as_admin: Client, nurse: Account, patient: Patient
):
    began = timezone.now()
    AuditEvent.objects.bulk_create(
        AuditEvent(
            at=began - timedelta(minutes=minute),
            account_id=nurse.pk,
            action="read",
            clinic_id=patient.clinic_id,
            patient_ids=[patient.pk],
        )
        for minute in range(120)
    )

    with statements() as queries:
        first = text(as_admin.get(LOG))
    assert first.count("N-1") == 50
    assert len(queries) <= 14
    assert "after=" in first
    assert "before=" not in first


def test_no_cell_of_the_export_is_a_formula_to_a_spreadsheet(
    as_admin: Client, as_nurse: Client, nurse: Account, patient: Patient
):
    Account.objects.filter(pk=nurse.pk).update(full_name='=HYPERLINK("x")')
    as_nurse.get(chart(patient))

    assert recorded_lines(as_admin)[0][0] == '\'=HYPERLINK("x")'


def test_an_admin_of_two_clinics_reads_one_log_at_a_time(admin: Account, patient: Patient):
    second = a_clinic("Zweite Klinik")
    a_membership(admin, second, "admin")
    browser = signed_in(admin)
    signed_in(admin).get(chart(patient))

    assert f"?clinic={second.pk}" in text(browser.get(LOG))
    assert recorded_lines(browser, clinic=second.pk) == []
    assert len(recorded_lines(browser, clinic=patient.clinic_id)) == 1


@pytest.mark.parametrize("typed", ["n-1", "N - 1", "Ｎ－１", "Ν-1"])
def test_a_record_number_is_found_in_any_spelling(typed: str, as_admin: Client, patient: Patient):
    answer = as_admin.post(LOG, {"record_number": typed})

    assert f"patient={patient.pk}" in answer["Location"]
