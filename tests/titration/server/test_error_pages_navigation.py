"""Error pages keep the navigation and, inside a chart, the patient and the way back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients import access
from patients.models import Account, Patient
from tests.fixtures import signed_in
from tests.pages.charts import page_of
from tests.pages.reading import text
from tests.patients.events import event, events
from tests.titration.server.test_error_pages import failing_with

pytestmark = pytest.mark.django_db

NAVIGATION, BANNER, BACK = 'aria-label="Main"', 'aria-label="Patient"', "Back to the chart</a>"


@pytest.fixture
def visitor(as_neurologist: Client) -> Client:
    """A neurologist's client that returns error pages as a browser does, and never raises."""
    as_neurologist.raise_request_exception = False
    return as_neurologist


def test_a_refusal_in_a_chart_keeps_the_patient_and_the_way_back(
    as_nurse: Client, nurse: Account, patient: Patient
):
    page = as_nurse.get(f"{page_of(patient)}dose-steps/record/")

    html = page.content.decode()
    assert page.status_code == 403
    assert "recorded by neurologists of the clinic" in text(page)
    assert NAVIGATION in html
    assert f"<b>{patient.family_name}</b>" in html.partition(BANNER)[2]
    assert f'href="{page_of(patient)}">{BACK}' in html
    assert event("read", by=nurse, patient=patient) in events()


def test_who_may_not_read_the_patient_is_refused_without_a_name(as_admin: Client, patient: Patient):
    html = as_admin.get(page_of(patient)).content.decode()

    assert NAVIGATION in html
    assert BANNER not in html
    assert BACK not in html
    assert patient.family_name not in html


def test_beyond_the_reading_limit_no_patient_is_named(
    as_nurse: Client, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(access, "READ_AT_MOST", 0)
    monkeypatch.setattr(access, "refuse_more", refuse_more)

    page = as_nurse.get(f"{page_of(patient)}dose-steps/record/")

    assert page.status_code == 403
    assert BANNER not in page.content.decode()


def refuse_more(_account: Account, patient: Patient) -> None:
    raise access.ReadTooMany(timezone.now() + timedelta(minutes=1), patient.clinic)


@pytest.mark.parametrize(
    ("problem", "status"),
    [(OperationalError(), 503), (IntegrityError(), 409), (RuntimeError(), 500)],
)
def test_a_failure_in_a_chart_keeps_navigation_and_the_way_back(
    problem: Exception, status: int, visitor: Client, patient: Patient
):
    with failing_with(problem, on="titration_recorded"):
        page = visitor.get(page_of(patient))

    html = page.content.decode()
    assert page.status_code == status
    assert NAVIGATION in html
    assert f'href="{page_of(patient)}">{BACK}' in html
    assert BANNER not in html


def test_a_page_that_is_not_there_keeps_the_navigation_of_who_is_signed_in(as_nurse: Client):
    assert NAVIGATION in as_nurse.get("/no-such-page/").content.decode()
    assert NAVIGATION not in Client().get("/no-such-page/").content.decode()


def test_a_patient_who_is_not_there_has_no_way_back(as_nurse: Client):
    html = as_nurse.get("/patients/999999/").content.decode()

    assert NAVIGATION in html
    assert BACK not in html


def test_an_old_form_keeps_the_navigation(nurse: Account):
    strict = signed_in(nurse, client=Client(enforce_csrf_checks=True))

    page = strict.post(reverse("worklist"), {"q": "example"})

    assert page.status_code == 403
    assert "The form was out of date" in text(page)
    assert NAVIGATION in page.content.decode()
