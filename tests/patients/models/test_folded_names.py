"""Names are searched, sorted and compared in one folded form, which PostgreSQL makes."""

import sys
import unicodedata

import pytest
from django.db import DatabaseError

from patients.models import Account, Clinic, Patient
from patients.models.folded_names import begins, folded_names, parts_of
from tests.acting import acting_as, run_sql
from tests.fold_letters import sql
from tests.reduce_confusables import SQL

pytestmark = pytest.mark.django_db

IOTA_BELOW = "\u0345"  # the Greek mark whose capital is a letter
MANY = """
    INSERT INTO patients_patient (clinic_id, registered_by_id, registered_at, form_token, version,
        record_number, family_name, given_name, sex)
    SELECT %s, %s, now(), gen_random_uuid(), 0, 'R-' || number,
        md5(number::text), md5((-number)::text), 'female'
    FROM generate_series(1, 2000) number
"""


def is_changed_by_folding(letter: str) -> bool:
    """Return whether a letter has case or another spelling, and is not one that Greek dropped."""
    spelled = unicodedata.normalize("NFKD", letter)
    has_case = letter.lower() != letter.upper()
    is_letter = unicodedata.category(letter)[0] == "L"
    return is_letter and (has_case or spelled != letter) and IOTA_BELOW not in spelled


LETTERS = [chr(code) for code in range(sys.maxunicode + 1)]
EVERY = [letter for letter in LETTERS if is_changed_by_folding(letter)]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("İpek", "ipek"),
        ("IPEK", "ipek"),
        ("Işık", "isik"),
        ("Yiğit", "yigit"),
        ("Şimşir", "simsir"),
        ("Müller", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Zoë", "zoe"),
        ("Weiß", "weiss"),
        ("WEISS", "weiss"),
        ("WEIẞ", "weiss"),
        ("Nguyễn", "nguyen"),
        ("Đặng", "dang"),
        ("Łukasz Ørsted", "lukaszorsted"),
        ("Æsir Þór", "aesirthor"),
        ("O'Neill", "oneill"),
        ("O’Neill", "oneill"),
        ("Meyer-Lüdenscheid", "meyerludenscheid"),
        ("Meyer\u2010Lüdenscheid", "meyerludenscheid"),
        ("van der Berg", "vanderberg"),
        ("St. John", "stjohn"),
        ("გიორგაძე", "გიორგაძე"),
        ("ᲒᲘᲝᲠᲒᲐᲫᲔ", "გიორგაძე"),
        ("Σωκράτης", "σωκρατησ"),
        ("ΣΩΚΡΑΤΗΣ", "σωκρατησ"),
        ("Йосиф", "иосиф"),
        ("رضایی", "رضایی"),
        ("رضايي", "رضایی"),  # Arabic yeh
        ("كریمی", "کریمی"),  # Arabic kaf
        ("آرش", "ارش"),
        ("مُحَمَّد", "محمد"),
        ("نیک\u200cنام", "نیکنام"),
        ("नीति", "नीति"),
        ("がく", unicodedata.normalize("NFKD", "がく")),
        ("", ""),
        ("'-", ""),
    ],
)
def test_a_name_is_folded(name: str, folded: str):
    assert folded_names([name]) == [folded]


def test_several_names_are_folded_in_their_order():
    assert folded_names(["Zoë", "Ada", "İpek"]) == ["zoe", "ada", "ipek"]


def test_every_letter_is_folded_to_the_same_in_either_case():
    letters = [letter for letter in EVERY if letter.lower() != letter.upper()]

    small = folded_names([letter.lower() for letter in letters])
    capital = folded_names([letter.upper() for letter in letters])

    assert [
        letter for letter, one, other in zip(letters, small, capital, strict=True) if one != other
    ] == []


def test_a_folded_name_folds_to_itself():
    once = folded_names(EVERY)

    assert folded_names(once) == once


def test_the_function_is_the_one_that_was_made():
    assert (SQL / "name_folded.sql").read_text(encoding="utf-8") == sql()


def test_a_page_cannot_say_how_a_name_is_folded(nurse: Account, patient: Patient):
    with pytest.raises(DatabaseError, match="can only be updated to DEFAULT"), acting_as(nurse):
        run_sql("UPDATE patients_patient SET family_folded = 'x' WHERE id = %s", patient.pk)


@pytest.mark.parametrize("text", ["", "'", " - ", ","])
def test_a_text_without_letters_begins_no_name(patient: Patient, text: str):
    assert not Patient.objects.filter(begins(*parts_of([text]))).exists()


def test_a_name_is_found_by_an_index_under_row_level_security(nurse: Account, clinic: Clinic):
    run_sql(MANY, clinic.pk, nurse.pk)
    run_sql("ANALYZE patients_patient")

    with acting_as(nurse):
        plan = Patient.objects.filter(begins(*parts_of(["mull"]))).explain()

    conditions = [line for line in plan.splitlines() if "Index Cond" in line]
    for name in ("family", "given"):
        assert any(f"{name}_folded >= 'mull'" in line for line in conditions), plan
