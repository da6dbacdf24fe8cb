"""A search reads indexes only, whatever is looked for, and keeps to the account's clinics."""

from datetime import date

import pytest

from patients.days import Day
from patients.models import Account, Clinic, Patient
from patients.patient_search import begin_so, nearest, nearly_so, search_for
from tests.acting import acting_as, run_sql
from tests.factories import a_clinic, a_patient
from tests.statements import statements

pytestmark = pytest.mark.django_db

SCANNED = """
    SELECT relname::text FROM pg_stat_xact_user_tables
    WHERE seq_scan > 0 AND relname IN ('patients_patient', 'patients_formerdetails')
"""
WAYS = {
    "a name": ("beis", []),
    "two names": ("beis anne", []),
    "a record number": ("a-003", []),
    "digits of one": ("37", []),
    "a birth date": ("14-Mar-1979", [date(1979, 3, 14)]),
    "a slip": ("beispeil", []),
    "a slip in another script": ("გიორგაცე", []),
    "names that are alike": ("baispeil", []),
}


@pytest.mark.parametrize(("text", "days"), WAYS.values(), ids=WAYS)
def test_no_table_is_read_from_its_beginning_to_its_end(
    nurse: Account, clinic: Clinic, text: str, days: list[Day]
):
    a_patient(clinic, family_name="Beispiel", given_name="Anneliese")
    search = search_for(text, births=[], days=days, clinic_ids=[clinic.pk])

    with acting_as(nurse):
        run_sql("SET LOCAL enable_seqscan = off")  # of so few rows all are quickly read
        before = run_sql(SCANNED)
        begin_so(search, most=50)
        nearly_so(search, found=[], most=10)
        nearest(search, most=10)
        assert set(run_sql(SCANNED)) <= set(before)


def test_a_search_takes_one_statement_a_way(nurse: Account, clinic: Clinic):
    with statements() as folding:
        search = search_for("anne beispeil", births=[], days=[], clinic_ids=[clinic.pk])
    with acting_as(nurse), statements() as sent:
        begin_so(search, most=50)
        nearly_so(search, found=[], most=10)
        nearest(search, most=10)

    assert (len(folding), len(sent)) == (1, 3)


def test_the_database_shows_nobody_of_another_clinic_whatever_is_asked(
    nurse: Account, clinic: Clinic, admin: Account
):
    ours = a_patient(clinic, family_name="Beispiel", record_number="A-37")
    theirs = a_patient(a_clinic(), family_name="Beispiel", record_number="A-37")
    every = [patient.clinic_id for patient in (ours, theirs)]

    def shown(account: Account) -> list[set[int]]:
        number = search_for("a37", births=[], days=[], clinic_ids=every)
        name = search_for("beispeil", births=[], days=[], clinic_ids=every)
        with acting_as(account):
            return [
                set(begin_so(number, most=9)),
                set(nearly_so(name, found=[], most=9)),
                set(nearest(name, most=9)),
            ]

    assert shown(nurse) == [{ours.pk}] * 3
    assert shown(admin) == [set()] * 3


def test_each_way_ends_after_one_more_than_are_shown(nurse: Account, clinic: Clinic):
    for given_name in ("Ada", "Bo", "Cy", "Di"):
        a_patient(clinic, family_name="Beispiel", given_name=given_name)
    search = search_for("beis", births=[], days=[], clinic_ids=[clinic.pk])

    with acting_as(nurse):
        found = begin_so(search, most=2)

    assert [p.given_name for p in Patient.objects.filter(pk__in=found).order_by("given_name")] == [
        *("Ada", "Bo", "Cy")
    ]
