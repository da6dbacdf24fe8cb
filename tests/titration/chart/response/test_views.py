"""The page that groups observations by regimen."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from patients.models import Patient
from tests.factories import a_rating, a_side_effect, a_step
from tests.pages.charts import a_history, html_of
from tests.pages.reading import text, title

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/response/"


def test_a_patient_with_nothing_recorded_is_offered_a_first_step(
    as_nurse: Client, patient: Patient
):
    page = as_nurse.get(page_of(patient))

    assert title(page) == "Response by regimen – Titration"
    assert "Nothing is recorded yet." in text(page)


def test_observations_stand_under_the_regimen_they_belong_to(as_nurse: Client, patient: Patient):
    a_step(patient, "10x3", from_="2026-01-05")
    a_rating(patient, "31", "<b>T</b>", low="0", high="85", better="lower", on_="2026-02-01")
    a_side_effect(patient, "dry mouth", from_="2026-02-01", until="2026-02-02")

    page = as_nurse.get(page_of(patient))

    shown = text(page)
    assert "10 mg three times a day 30 mg per day · since 05-Jan-2026 · 57 days" in shown
    assert "<b>T</b> 0–85, lower is better 31 on 01-Feb-2026, by patient" in shown
    assert "Any side effect recorded: 2 of 57 days." in shown
    assert "<b>T" not in page.content.decode()


def test_the_chart_leads_there_and_back_at_the_same_instant(as_nurse: Client, patient: Patient):
    step = a_step(patient, "10x3", from_="2026-01-05")
    assert 'href="response/"' in html_of(as_nurse, patient)

    page = as_nurse.get(page_of(patient), {"known_at": step.recorded_at.isoformat()})
    assert "As it was known on 02-Mar-2026 12:00" in text(page)
    assert f"/patients/{patient.pk}/?known_at=2026-03-02T12:00:0" in page.content.decode()

    assert as_nurse.get(page_of(patient), {"known_at": "soon"}).status_code == 404


@pytest.mark.parametrize("entries", [1, 12])
def test_the_queries_do_not_grow_with_the_history(
    as_nurse: Client,
    patient: Patient,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    entries: int,
):
    a_history(patient, steps=entries, effects=entries)

    with django_assert_max_num_queries(10):
        as_nurse.get(page_of(patient))
