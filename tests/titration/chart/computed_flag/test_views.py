"""The page on how a flag was computed: inputs, arithmetic, statement, limits and version."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.models import Patient
from tests.factories import (
    a_precaution,
    a_side_effect,
    a_step,
    a_treatment,
    a_treatment_change,
    an_effect_change,
    in_error,
)
from tests.pages.charts import html_of, page_of
from tests.pages.reading import text, words
from tests.statements import statements
from titration.rules import ARTICLE, VERSION

pytestmark = pytest.mark.django_db
LINE = re.compile(r'<a class="flag-line".*?</a>')
LINK = re.compile(r'href="(flags/[a-z-]+/[0-9-]+/)"')
QUERIES = 7  # session, account, roles, patient, audit, entries, and a history's own entry


def page_about(client: Client, patient: Patient, flag: str, **query: str) -> str:
    return text(client.get(f"{page_of(patient)}flags/{flag}/", query))


def test_a_total_is_added_up_and_set_beside_its_statement(as_nurse: Client, patient: Patient):
    a_step(patient, "25 25 12.5", from_="2026-01-05", already_taking=True)

    page = page_about(as_nurse, patient, "total-above/2026-01-05")

    assert "Recorded 62.5 mg per day (25 + 25 + 12.5)" in page
    assert "25 + 25 + 12.5 = 62.5 mg > 3 × 20 mg = 60 mg" in page
    assert "Birth date 01-May-1980" in page
    assert ARTICLE.statements["oral-maintenance"].fact in page
    assert ARTICLE.limits in page
    assert f"version {VERSION.number}" in page


def test_each_input_leads_to_its_entry(as_nurse: Client, patient: Patient):
    step = a_step(patient, "10x3", from_="2026-01-05")
    effect = a_side_effect(patient, "muscle weakness", from_="2026-01-08")
    change = an_effect_change(effect, "severe", on_="2026-01-12")
    pump = a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day="300")
    rate = a_treatment_change(pump, on_="2026-01-12", mcg_per_day="40")
    history = a_precaution(patient, "epilepsy")
    entries = as_nurse.get(reverse("entry-history", args=[patient.pk])).content.decode()

    for flag, entry in {
        "first-step-not-low/2026-01-05": f"dose-steps-{step.pk}",
        "serious-effect/2026-01-08": f"side-effects-{effect.pk}",
        "serious-effect/2026-01-12": f"side-effect-changes-{change.pk}",
        "intrathecal-outside/2026-01-12": f"treatment-changes-{rate.pk}",
        "caution-recorded/2026-01-05": f"precautions-{history.pk}",
    }.items():
        html = html_of(as_nurse, patient, f"flags/{flag}/")
        assert f'href="/patients/{patient.pk}/entries/#{entry}"' in html
        assert f'id="{entry}"' in entries


def test_the_chart_leads_to_the_computation_of_every_flag(as_nurse: Client, patient: Patient):
    a_step(patient, "25x2", from_="2026-01-05")
    a_side_effect(patient, "dizziness", from_="2026-01-08")

    html = html_of(as_nurse, patient)
    links = LINK.findall(html)

    told = {
        "Twice a day", "25 mg in one dose", "50 mg per day (25 + 25) as the first step of a course",
        "Dizziness, mild", "Oral baclofen, and no other treatment running",
    }  # fmt: skip
    assert told <= {words(line).split(";")[0] for line in LINE.findall(html)}
    assert len(set(links)) == len(LINE.findall(html)) - 2  # the histories share one page
    assert {as_nurse.get(page_of(patient) + link).status_code for link in links} == {200}


def test_flags_of_one_code_and_day_share_one_page(as_nurse: Client, patient: Patient):
    a_step(patient, "10x3", from_="2026-01-05")

    page = page_about(as_nurse, patient, "caution-not-asked/2026-01-05")

    assert page.count("Computed from") == 3
    assert "History of epilepsy: not asked" in page


@pytest.mark.parametrize(
    "flag", ["total-above/2026-01-05", "total-below/2026-01-06", "dose-too-high/2026-01-05"]
)
def test_a_flag_that_is_not_raised_has_no_page(as_nurse: Client, patient: Patient, flag: str):
    a_step(patient, "5x3", from_="2026-01-05")

    assert as_nurse.get(f"{page_of(patient)}flags/{flag}/").status_code == 404


def test_an_impossible_day_has_no_page(as_nurse: Client, patient: Patient):
    assert as_nurse.get(f"{page_of(patient)}flags/total-below/2026-02-31/").status_code == 404


def test_a_past_flag_is_computed_from_what_was_known_then(as_nurse: Client, patient: Patient):
    step = a_step(patient, "25x3", from_="2026-01-05")
    then = timezone.now()
    in_error(step)
    flag = "total-above/2026-01-05"

    assert as_nurse.get(f"{page_of(patient)}flags/{flag}/").status_code == 404
    page = page_about(as_nurse, patient, flag, known_at=then.isoformat())
    assert "As it was known on" in page
    assert "25 + 25 + 25 = 75 mg" in page


def test_an_instant_in_the_future_has_no_computation(as_nurse: Client, patient: Patient):
    a_step(patient, "5x3", from_="2026-01-05")
    ahead = timezone.now() + timedelta(days=1)

    address = f"{page_of(patient)}flags/total-below/2026-01-05/"
    assert as_nurse.get(address, {"known_at": ahead.isoformat()}).status_code == 404


def test_a_long_history_takes_no_more_queries(as_nurse: Client, patient: Patient):
    a_precaution(patient, "epilepsy")
    for day in ("2026-01-05", "2026-01-12", "2026-01-19"):
        a_step(patient, "10x3" if day == "2026-01-12" else "5x3", from_=day)

    with statements() as queries:
        as_nurse.get(f"{page_of(patient)}flags/caution-recorded/2026-01-05/")

    assert len(queries) == QUERIES
