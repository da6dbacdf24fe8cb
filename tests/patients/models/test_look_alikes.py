"""Names and record numbers are compared as people read and see them, in PostgreSQL too."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from patients.models import Account, Clinic, Patient
from patients.models.look_alikes import TABLES, alike, folded, shape
from tests.acting import acting_as, run_sql
from tests.factories import a_clinic, a_patient
from tests.reduce_confusables import SAYS, SQL, sql_of

SAME = [
    ("T-00001", "T-00001\ufe0f"),  # variation selector
    ("T-00001", "T-0\u034f0001"),  # combining grapheme joiner
    ("T-00001", "T-\u034f000\ufe0f01"),
    ("T-00001", "T-00001\u3164"),  # Hangul filler
    ("T-00001", "\u2800T-00001"),  # blank Braille pattern
    ("T-00001", "T-00001\u200d"),  # zero-width joiner
    ("T-00001", "Ｔ－００００１"),
    ("T-00001", "Т-00001"),  # Cyrillic Te
    ("Z-1", "Ζ-1"),  # Greek Zeta
    ("NE-1", "ΝΕ-1"),  # Greek Nu and Epsilon
    ("T-12", "T–12"),  # en dash
    ("T-12", "T-١٢"),  # Arabic-Indic digits
    ("É-1", "E\u0301-1"),  # NFC and NFD
    ("t-12", "T-12"),
    ("O-1", "0-1"),
    ("I-1", "l-1"),
    ("T-100", "t-1OO"),
    ("Nora EXAMPLE", "Nοra EXAMPLE"),  # Greek omicron
    ("nora example", "NОRА EXAMPLE"),  # Cyrillic, and another case
]
APART = [
    ("T-1", "T-7"),
    ("IS-1980", "LS-1980"),  # initials of two patients
    ("is-1980", "ls-1980"),
    ("E-1", "É-1"),
    ("Lan Tester", "Ian Sampler"),
    ("Nora B. EXAMPLE", "Nora EXAMPLE"),
]
INSERT = """
    INSERT INTO patients_patient (clinic_id, registered_by_id, registered_at, form_token, version,
        record_number, family_name, given_name, sex)
    VALUES (%s, %s, now(), %s, 0, %s, %s, 'Ada', 'female')
"""


@pytest.mark.parametrize(("one", "other"), SAME)
def test_texts_that_read_or_look_the_same_are_alike(one: str, other: str):
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_texts_that_a_reader_distinguishes_are_not_alike(one: str, other: str):
    assert not alike(one, other)


def computed(text: str) -> tuple[str, str]:
    """Return both forms of a text as PostgreSQL computes them."""
    form = "SELECT unnest(ARRAY[text_folded(%s), text_shape(%s)])"
    one, other = run_sql(form, text, text)
    return one, other


@pytest.mark.django_db
def test_the_database_computes_the_same_of_every_character_in_the_tables():
    every = "".join(sorted(TABLES["folded"].keys() | TABLES["shape"].keys()))

    assert computed(every) == (folded(every), shape(every))


@pytest.mark.parametrize("name", SAYS)
def test_the_database_s_functions_are_made_of_the_same_tables(name: str):
    file = SQL / f"text_{name}.sql"

    assert file.read_text(encoding="ascii") == sql_of(name, TABLES)


# Characters newer than a version of Unicode that either side knows cannot be typed into a form.
ASSIGNED = st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\x00")


class TheDatabase(TestCase):
    """Compare both sides on any text; Django's class gives each example a transaction."""

    @given(st.text(ASSIGNED, max_size=30))
    def test_computes_the_same_of_any_text(self, text: str) -> None:
        assert computed(text) == (folded(text), shape(text))


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_page_cannot_store_two_numbers_that_look_alike(
    one: str, other: str, clinic: Clinic, nurse: Account
):
    a_patient(clinic, record_number=one)
    a_patient(a_clinic(), record_number=one)

    with pytest.raises(IntegrityError, match="patient_record_number"), acting_as(nurse):
        run_sql(INSERT, clinic.pk, nurse.pk, str(uuid.uuid4()), other, "SAMPLE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "family_name"), [("\u2800", "SAMPLE"), ("T-1", "\u3164"), ("T-1", "\u034f")]
)
def test_a_page_cannot_store_a_patient_whose_name_or_number_shows_nothing(
    number: str, family_name: str, clinic: Clinic, nurse: Account
):
    with pytest.raises(IntegrityError, match="patient_is_named_and_numbered"), acting_as(nurse):
        run_sql(INSERT, clinic.pk, nurse.pk, str(uuid.uuid4()), number, family_name)


@pytest.mark.django_db
def test_a_page_cannot_say_how_a_number_is_compared(clinic: Clinic, nurse: Account):
    patient = a_patient(clinic)

    with pytest.raises(DatabaseError, match="can only be updated to DEFAULT"), acting_as(nurse):
        run_sql("UPDATE patients_patient SET number_folded = 'x' WHERE id = %s", patient.pk)


@pytest.mark.django_db
def test_record_numbers_that_look_different_are_both_saved(clinic: Clinic):
    for number in ("IS-1980", "LS-1980"):
        a_patient(clinic, record_number=number)

    assert Patient.objects.filter(clinic=clinic).count() == 2


@pytest.mark.django_db
def test_the_database_keeps_clinics_apart_too():
    a_clinic("Example South")

    with pytest.raises(IntegrityError, match="clinic_name"):
        a_clinic("Ехample SOUTH")
