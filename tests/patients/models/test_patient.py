"""Patients: what the tables refuse about identifying details."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from patients.models import Clinic, FormerDetails, Patient, age_on
from patients.patient_queries import hold_patient
from tests.factories import a_clinic, a_patient, on
from titration.rules.timeline import birthday

pytestmark = pytest.mark.django_db


def kept(patient: Patient, **changed: object) -> FormerDetails:
    """Keep the patient's details as former ones, some of them altered."""
    former = {"version": patient.version, **patient.details, **changed}
    return FormerDetails.objects.create(patient=patient, changed_by=patient.registered_by, **former)


def test_a_record_number_is_given_once_in_a_clinic(patient: Patient):
    with pytest.raises(IntegrityError, match="patient_record_number_unique_in_clinic"):
        a_patient(patient.clinic, record_number=patient.record_number)


def test_another_clinic_may_give_the_same_record_number(patient: Patient):
    other = a_patient(a_clinic(), record_number=patient.record_number)

    assert other.record_number == patient.record_number


@pytest.mark.parametrize(
    "blank",
    [
        {"record_number": " "},
        {"family_name": "", "given_name": ""},
        {"family_name": "\u3164"},
        {"given_name": "\u3164"},
        {"family_name": "", "given_name": "\u3164"},
    ],
)
def test_a_patient_has_a_name_and_a_number(clinic: Clinic, blank: dict[str, Any]):
    with pytest.raises(IntegrityError, match="patient_is_named_and_numbered"):
        a_patient(clinic, **{"record_number": "T-1", **blank})


@pytest.mark.parametrize(
    "names",
    [{"family_name": "", "given_name": "Ada"}, {"family_name": "Ada", "given_name": ""}],
)
def test_a_person_with_one_name_is_written_without_a_comma(clinic: Clinic, names: dict[str, Any]):
    ada = a_patient(clinic, record_number="T-7", **names)

    assert str(Patient.objects.get(pk=ada.pk)) == "Ada (T-7)"


def test_an_unknown_code_for_sex_is_refused(clinic: Clinic):
    with pytest.raises(IntegrityError, match="patient_sex_is_known_code"):
        a_patient(clinic, sex="f")


@pytest.mark.parametrize("told", ["1980-5", "1980-02-30", "80", "1980-13", "May-1980", ""])
def test_a_birth_date_is_a_day_a_month_or_a_year(patient: Patient, told: str):
    born = "UPDATE patients_patient SET born_on = %s, version = 1 WHERE id = %s"
    kept(patient)

    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="birth_is_a_day_told"):
        cursor.execute(born, [told, patient.pk])


@pytest.mark.parametrize("told", ["1980-05-01", "1980-05", "1980", None])
def test_a_patient_locked_or_found_is_born_as_far_as_is_known(clinic: Clinic, told: str | None):
    ada = a_patient(clinic, born_on=told)

    with transaction.atomic():
        assert hold_patient(ada.pk).born_on == Patient.objects.get(pk=ada.pk).born_on == ada.born_on


def test_one_form_registers_one_patient(patient: Patient):
    copy = Patient.objects.get(pk=patient.pk)
    copy.pk, copy.record_number = None, "another"

    with pytest.raises(IntegrityError, match="form_token"):
        copy.save(force_insert=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("record_number", "T-other"),
        ("family_name", "OTHER"),
        ("given_name", "Other"),
        ("born_on", date(1981, 1, 1)),
        ("born_on", None),
        ("sex", "male"),
    ],
)
def test_a_detail_never_changes_unless_the_former_ones_are_kept(
    patient: Patient, field: str, value: object
):
    change = {field: value, "version": F("version") + 1}

    with pytest.raises(IntegrityError, match="only after the former ones are kept"):
        Patient.objects.filter(pk=patient.pk).update(**change)


@pytest.mark.parametrize("altered", [{"family_name": "OTHER"}, {"born_on": None}, {"version": 7}])
def test_former_details_that_are_not_the_former_ones_do_not_count(
    patient: Patient, altered: dict[str, object]
):
    kept(patient, **altered)

    with pytest.raises(IntegrityError, match="only after the former ones are kept"):
        Patient.objects.filter(pk=patient.pk).update(sex="male", version=1)


def test_details_change_once_the_former_ones_are_kept(patient: Patient):
    kept(patient)

    Patient.objects.filter(pk=patient.pk).update(born_on=None, version=1)

    patient.refresh_from_db()
    assert (patient.born_on, patient.version) == (None, 1)


def test_details_kept_once_let_one_change_pass_and_not_two(patient: Patient):
    kept(patient)
    Patient.objects.filter(pk=patient.pk).update(sex="male", version=1)

    with pytest.raises(IntegrityError, match="only after the former ones are kept"):
        Patient.objects.filter(pk=patient.pk).update(sex="other", version=2)


@pytest.mark.parametrize("version", [0, 2])
def test_a_change_of_details_counts_one_version_on(patient: Patient, version: int):
    kept(patient)

    with pytest.raises(IntegrityError, match="only after the former ones are kept"):
        Patient.objects.filter(pk=patient.pk).update(sex="male", version=version)


def test_a_patient_never_moves_to_another_clinic(patient: Patient):
    kept(patient)

    with pytest.raises(IntegrityError, match="only after the former ones are kept"):
        Patient.objects.filter(pk=patient.pk).update(clinic=a_clinic(), version=1)


def test_raw_sql_changes_no_detail_either(patient: Patient):
    rename = "UPDATE patients_patient SET family_name = 'OTHER' WHERE id = %s"

    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="only after the former ones are kept"),
    ):
        cursor.execute(rename, [patient.pk])


def test_each_version_is_kept_once(patient: Patient):
    kept(patient)

    with pytest.raises(IntegrityError, match="formerdetails_one_each"):
        kept(patient)


def test_a_patient_is_written_family_name_first(clinic: Clinic):
    ada = a_patient(clinic, family_name="Sample", given_name="Ada", record_number="T-7")

    assert str(ada) == "Sample, Ada (T-7)"


@pytest.mark.parametrize("family_name", ["Weiß", "Şimşir", "Işık", "გიორგაძე", "van der Berg"])
def test_a_name_is_shown_letter_for_letter_as_recorded(clinic: Clinic, family_name: str):
    patient = a_patient(clinic, family_name=family_name, given_name="İpek")

    assert patient.full_name == f"{family_name}, İpek"


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        ("2008-03-02", "2026-03-01", 17),
        ("2008-03-02", "2026-03-02", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-03-01", "2026-03-01", 0),
    ],
)
def test_an_age_is_counted_in_completed_years(born_on: str, day: str, age: int):
    assert age_on(on(day), on(born_on)) == age


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), st.integers(1, 120))
def test_pages_and_rules_agree_on_birthdays(born_on: date, age: int):
    reached = birthday(born_on, age)

    assert reached is not None
    assert (age_on(reached - timedelta(days=1), born_on), age_on(reached, born_on)) == (
        age - 1,
        age,
    )
