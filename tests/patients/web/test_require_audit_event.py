"""An answer about a patient that is not on record is not given, whoever forgot it."""

import pytest
from django.db import connection
from django.test import Client

from patients.audit import NotOnRecord
from patients.models import AuditEvent, Clinic, Patient
from tests.factories import a_patient
from tests.pages.markup import entry_form
from tests.patients.web.forgetful import FORGETFUL
from titration.record.side_effects.models import SideEffectCheck

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.patients.web.forgetful")]


@pytest.fixture
def visitor(as_neurologist: Client) -> Client:
    """A neurologist who sees what a browser would, not what a test would raise."""
    as_neurologist.raise_request_exception = False
    return as_neurologist


@pytest.mark.parametrize("name", FORGETFUL)
def test_a_page_that_forgets_the_log_is_not_shown(name: str, visitor: Client, patient: Patient):
    response = visitor.get(f"/forgetful/{name}/")

    assert response.status_code == 500
    assert patient.family_name not in response.content.decode()


def test_what_was_not_put_on_record_is_not_done(visitor: Client, patient: Patient):
    visitor.get("/forgetful/write/")

    assert not SideEffectCheck.objects.exists()


def test_an_event_about_another_patient_is_not_enough(
    visitor: Client, clinic: Clinic, patient: Patient
):
    other = a_patient(clinic)

    assert visitor.get(f"/forgetful/{patient.pk}/").status_code == 500
    assert visitor.get(f"/forgetful/{other.pk}/").status_code == 500


def test_a_page_without_patients_needs_no_event(visitor: Client):
    assert visitor.get("/harmless/").status_code == 200
    assert not AuditEvent.objects.exists()


def test_a_page_that_cannot_be_put_on_record_is_not_shown(visitor: Client, patient: Patient):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE patients_auditevent ADD CHECK (action <> 'read') NOT VALID")

    response = visitor.get(f"/patients/{patient.pk}/")

    assert response.status_code == 500
    assert patient.family_name not in response.content.decode()


def test_a_write_that_cannot_be_put_on_record_is_not_made(visitor: Client, patient: Patient):
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE patients_auditevent"
            " ADD CHECK (action <> 'record-side-effect-check') NOT VALID"
        )

    form = entry_form(visitor.get(f"/patients/{patient.pk}/side-effects/none/").content.decode())
    response = visitor.post(f"/patients/{patient.pk}/side-effects/none/", form)

    assert response.status_code == 500
    assert not SideEffectCheck.objects.exists()


def test_the_exception_says_what_is_wrong(as_neurologist: Client, patient: Patient):
    with pytest.raises(NotOnRecord):
        as_neurologist.get("/forgetful/rows/")
