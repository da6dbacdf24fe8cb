"""From rows to what the rules read: only what counts, and nothing about another patient."""

from datetime import date
from decimal import Decimal

import pytest

from patients.models import Patient
from tests.factories import (
    a_patient,
    a_precaution,
    a_side_effect,
    a_step,
    in_error,
    superseded,
)
from titration.models import history_of
from titration.rules import Effect, History, Step

pytestmark = pytest.mark.django_db


def test_nothing_recorded_is_an_empty_history(patient: Patient):
    assert history_of(patient) == History(born_on=date(1980, 5, 1))


def test_a_history_holds_every_field_the_rules_read(patient: Patient):
    a_step(patient, "5 10", from_="2026-01-05", phase="initiation", already_taking=True)
    a_side_effect(
        patient, "dizziness", "moderate", from_="2026-01-08", until="2026-01-09",
        reported_on="2026-01-10",
    )  # fmt: skip
    a_precaution(patient, "epilepsy", "absent")

    amounts = (Decimal("5.00"), Decimal("10.00"))
    days = (date(2026, 1, 8), date(2026, 1, 9), date(2026, 1, 10))
    assert history_of(patient) == History(
        born_on=date(1980, 5, 1),
        steps=(Step(date(2026, 1, 5), amounts, "initiation", already_taking=True),),
        side_effects=(Effect("dizziness", "moderate", *days),),
        precautions={"epilepsy": "absent"},
    )


def test_what_no_longer_counts_is_left_out(patient: Patient):
    in_error(a_step(patient, "10x3", from_="2026-01-05"))
    superseded(a_side_effect(patient, from_="2026-01-08"))
    superseded(a_precaution(patient, "epilepsy", "present"))

    assert history_of(patient) == History(born_on=date(1980, 5, 1))


def test_another_patient_s_entries_are_left_out(patient: Patient):
    other = a_patient(patient.clinic)
    a_step(other, "10x3", from_="2026-01-05")
    a_side_effect(other, from_="2026-01-08")
    a_precaution(other, "epilepsy")

    assert history_of(patient) == History(born_on=date(1980, 5, 1))


def test_an_unknown_birth_date_stays_unknown(patient: Patient):
    unborn = a_patient(patient.clinic, born_on=None)

    assert history_of(unborn).born_on is None
