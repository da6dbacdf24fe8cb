"""A response that used patient data without an audit event is refused."""

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
    """A neurologist's client that returns error pages as a browser does, and never raises."""
    as_neurologist.raise_request_exception = False
    return as_neurologist


@pytest.mark.parametrize("name", FORGETFUL)
def test_a_page_without_an_audit_event_is_refused(name: str, visitor: Client, patient: Patient):
    response = visitor.get(f"/forgetful/{name}/")

    assert response.status_code == 500
    assert patient.family_name not in response.content.decode()


def test_a_write_without_an_audit_event_is_undone(visitor: Client, patient: Patient):
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


def test_a_page_whose_event_fails_is_refused(visitor: Client, patient: Patient):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE patients_auditevent ADD CHECK (action <> 'read') NOT VALID")

    response = visitor.get(f"/patients/{patient.pk}/")

    assert response.status_code == 500
    assert patient.family_name not in response.content.decode()


def test_a_write_whose_event_fails_is_undone(visitor: Client, patient: Patient):
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
