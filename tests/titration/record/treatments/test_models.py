"""Other treatments: what the table refuses, and how each is written as text."""

import pytest
from django.db import IntegrityError

from patients.models import Patient
from tests.factories import a_treatment
from titration.record.treatments.models import TreatmentKind
from titration.rules import TREATMENT_KINDS

pytestmark = pytest.mark.django_db


def test_the_kinds_are_those_the_rules_know():
    assert tuple(TreatmentKind.values) == TREATMENT_KINDS


@pytest.mark.parametrize("kind", ["", "acupuncture"])
def test_a_treatment_is_of_a_known_kind(patient: Patient, kind: str):
    with pytest.raises(IntegrityError, match="treatment_kind_is_known"):
        a_treatment(patient, kind, from_="2026-01-05")


def test_a_treatment_never_ends_before_it_begins(patient: Patient):
    with pytest.raises(IntegrityError, match="treatment_ends_after_it_begins"):
        a_treatment(patient, from_="2026-01-05", until="2026-01-04")


def test_a_treatment_may_last_one_day(patient: Patient):
    assert a_treatment(patient, "surgery", from_="2026-01-05", until="2026-01-05").is_live


@pytest.mark.parametrize("kind", TREATMENT_KINDS[:-1])
def test_only_intrathecal_baclofen_has_an_amount(patient: Patient, kind: str):
    with pytest.raises(IntegrityError, match="treatment_has_mcg_only_when_intrathecal"):
        a_treatment(patient, kind, from_="2026-01-05", mcg_per_day="300")


@pytest.mark.parametrize("mcg", ["0", "-1"])
def test_an_amount_is_more_than_nothing(patient: Patient, mcg: str):
    with pytest.raises(IntegrityError, match="treatment_has_mcg_only_when_intrathecal"):
        a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day=mcg)


def test_the_amount_from_a_pump_may_be_unknown(patient: Patient):
    assert a_treatment(patient, "intrathecal baclofen", from_="2026-01-05").is_live


def test_two_treatments_of_one_kind_may_run_at_once(patient: Patient):
    a_treatment(patient, "other medicine", detail="Trihexyphenidyl", from_="2026-01-05")

    assert a_treatment(patient, "other medicine", detail="Clonazepam", from_="2026-01-05").is_live


def test_a_treatment_is_said_with_what_is_known_of_it(patient: Patient):
    pump = a_treatment(
        patient, "intrathecal baclofen", from_="2026-01-05", until="2026-02-01",
        mcg_per_day="300.00", detail="Pump refilled",
    )  # fmt: skip
    therapy = a_treatment(patient, from_="2026-01-05")

    said = (
        "Intrathecal baclofen, 300 mcg per day, Pump refilled, from 05-Jan-2026 until 01-Feb-2026"
    )
    assert str(pump) == said
    assert str(therapy) == "Physical therapy, from 05-Jan-2026"
