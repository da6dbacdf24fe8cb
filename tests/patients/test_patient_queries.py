"""Locking a patient for writing returns the present row, with its clinic."""

from collections.abc import Callable

import pytest

from patients.models import Account, Patient
from patients.patient_queries import hold_patient
from tests.patients.accounts.actions.calls import change

pytestmark = pytest.mark.django_db


def test_one_statement_locks_and_reads_the_patient_with_the_clinic(
    patient: Patient, nurse: Account, django_assert_num_queries: Callable[..., object]
):
    change(patient, nurse, version=0, given_name="Ava")

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        held = hold_patient(patient.pk)
        clinic = held.clinic

    assert (held, held.given_name, held.version) == (patient, "Ava", 1)
    assert (clinic.name, clinic.time_zone) == (patient.clinic.name, patient.clinic.time_zone)


def test_a_patient_out_of_sight_cannot_be_locked(patient: Patient):
    with pytest.raises(Patient.DoesNotExist):
        hold_patient(patient.pk + 1)
