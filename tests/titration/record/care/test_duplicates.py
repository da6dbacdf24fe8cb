"""Marking a patient as a duplicate: it leads to the other record, and to no further one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.test import Client

from patients.models import Account, Care, Clinic, Patient
from tests.factories import (
    a_clinic,
    a_duplicate,
    a_patient,
    a_reopening,
    a_step,
    an_end_of_care,
)
from tests.pages.charts import page_of
from tests.pages.entry_pages import opened_form
from tests.pages.reading import errors, text
from tests.pages.searching import search
from tests.titration.record import calls
from titration.record.corrections import actions as corrections
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.fixture
def other(clinic: Clinic) -> Patient:
    return a_patient(clinic, record_number="T-100", given_name="Ewa")


def listed() -> set[int]:
    return set(Standing.objects.listed().values_list("patient", flat=True))


def test_a_duplicate_leaves_the_list_and_leads_to_the_other_chart(
    as_nurse: Client, patient: Patient, other: Patient
):
    address = f"{page_of(patient)}care/duplicate/"
    form = {**opened_form(as_nurse, address), "record_number": "t-1 00", "note": "One letter"}

    chart = as_nurse.post(address, form, follow=True)

    assert listed() == {other.pk}
    assert "Duplicate of T-100, marked 02-Mar-2026 · Open the other chart" in text(chart)
    assert f'href="{page_of(other)}">Open the other chart' in chart.content.decode()
    assert "Last dose recorded, until marked as a duplicate 02-Mar-2026" in text(chart)
    found = text(search(as_nurse, patient.family_name))
    assert "Duplicate of T-100, marked 02-Mar-2026" in found


def test_a_duplicate_takes_no_new_entry_and_its_sentence_names_the_other(
    patient: Patient, other: Patient, nurse: Account
):
    a_duplicate(patient, of=other, on_="2026-03-01")

    with pytest.raises(ValidationError, match="New entries go to record T-100"):
        calls.review(patient, nurse, on_="2026-02-01")


def test_nothing_is_moved(patient: Patient, other: Patient, nurse: Account):
    step = a_step(patient, "5x3", from_="2026-01-05")

    calls.mark_duplicate(patient, nurse, of="T-100")

    step.refresh_from_db()
    assert (step.patient, other.dosestep_entries.count()) == (patient, 0)


def test_marked_as_entered_in_error_it_is_a_patient_again(
    patient: Patient, other: Patient, nurse: Account
):
    marked = calls.mark_duplicate(patient, nurse, of="T-100")

    corrections.mark(entry=marked, by=nurse, reason="Twins")

    assert listed() == {patient.pk, other.pk}


def test_a_duplicate_found_after_care_ended_stays_ended_if_it_was_none(
    patient: Patient, other: Patient, nurse: Account
):
    an_end_of_care(patient, on_="2026-02-20")
    marked = calls.mark_duplicate(patient, nurse, of="T-100")
    assert Care.objects.ends_among([patient.pk])[patient.pk] == marked

    corrections.mark(entry=marked, by=nurse, reason="Twins")

    assert str(Care.objects.ends_among([patient.pk])[patient.pk]).endswith("died")


def test_no_patient_is_a_duplicate_of_itself_of_a_duplicate_or_of_nobody(
    as_nurse: Client, patient: Patient, other: Patient
):
    third = a_patient(patient.clinic, record_number="T-300")
    a_patient(a_clinic(), record_number="T-400")
    a_duplicate(other, of=third, on_="2026-03-01")
    address = f"{page_of(patient)}care/duplicate/"
    form = {**opened_form(as_nurse, address), "note": "One letter"}

    said = {
        number: errors(as_nurse.post(address, {**form, "record_number": number}))
        for number in (patient.record_number, "T-100", "T-400", "")
    }

    assert said == {
        patient.record_number: [
            "This is the number of this very record: enter that of the other one."
        ],
        "T-100": ["T-100 is a duplicate itself, of T-300."],
        "T-400": ["No patient of this clinic has this record number."],
        "": ["Enter the record number."],
    }


def test_a_patient_with_a_duplicate_does_not_become_one(
    patient: Patient, other: Patient, nurse: Account
):
    calls.mark_duplicate(patient, nurse, of="T-100")

    with pytest.raises(ValidationError, match=f"{patient.record_number} is a duplicate itself"):
        calls.mark_duplicate(other, nurse, of=patient.record_number)


def test_a_former_duplicate_that_now_doubles_a_third_is_in_nobody_s_way(
    patient: Patient, other: Patient, nurse: Account
):
    third = a_patient(patient.clinic, record_number="T-300")
    a_duplicate(other, of=patient, on_="2026-02-01")
    a_reopening(other, from_="2026-02-02")
    a_duplicate(other, of=third, on_="2026-02-03")

    assert calls.mark_duplicate(patient, nurse, of="T-300").doubles == third


def test_a_patient_is_marked_as_a_duplicate_once(patient: Patient, other: Patient, nurse: Account):
    a_patient(patient.clinic, record_number="T-300")
    calls.mark_duplicate(patient, nurse, of="T-100")

    with pytest.raises(
        ValidationError, match="Already recorded: Duplicate of T-100, marked 02-Mar-2026"
    ):
        calls.mark_duplicate(patient, nurse, of="T-300")


def test_the_database_refuses_another_clinic(patient: Patient, other: Patient):
    with pytest.raises(DatabaseError, match="a patient of the same clinic"):
        a_duplicate(patient, of=a_patient(a_clinic()), on_="2026-03-01")


def test_the_database_refuses_a_chain(patient: Patient, other: Patient):
    a_duplicate(other, of=a_patient(patient.clinic), on_="2026-03-01")

    with pytest.raises(DatabaseError, match="a patient who is none"):
        a_duplicate(patient, of=other, on_="2026-03-01")
