"""The patient chart: entries that count, entries in error, and links for each reader."""

import re
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import (
    a_patient,
    a_side_effect,
    a_step,
)
from tests.pages.charts import a_history, a_titration, html_of, page_of
from tests.pages.markup import Markup
from tests.pages.reading import text, title
from tests.patients.events import event, events
from tests.statements import statements
from tests.titration.chart.drawing.drawn import Drawing
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

QUERIES = 8  # session, account, roles, patient, the log, the look, all entries, their people
MOST_QUERIES = 12
SVG = re.compile(r'<svg class="history.*?</svg>', re.DOTALL)
ROW = r'<(tr|li) id="{}-{}" class="entered-in-error">.*?</\1>'


def drawing(html: str) -> Drawing:
    (svg,) = SVG.findall(html)
    return Drawing(svg)


@pytest.fixture
def titration(patient: Patient, neurologist: Account) -> Patient:
    """Record everything a page can show."""
    a_titration(patient, neurologist)
    return patient


def test_the_current_dose_stands_first(as_nurse: Client, titration: Patient):
    shown = text(as_nurse.get(page_of(titration)))

    assert "Current dose of oral baclofen 25 mg three times a day 75 mg per day since" in shown
    assert "02-Feb-2026 (28 days), was 15 mg per day" in shown
    assert "Planned 09-Mar-2026: Stopped in 7 days, 75 mg less" in shown


def test_a_step_is_a_row_with_everything_recorded_of_it(as_nurse: Client, titration: Patient):
    shown = text(as_nurse.get(page_of(titration)))

    row = "02-Feb-2026 25 mg three times a day 75 above per dose above per day"
    assert f"{row} Maintenance, tolerance At meals Nora NEUROLOGIST" in shown
    assert "09-Mar-2026 Stopped 0 planned Stopped Nora NEUROLOGIST" in shown


def test_an_effect_is_an_entry_in_words_of_time(as_nurse: Client, titration: Patient):
    shown = text(as_nurse.get(page_of(titration)))

    effect = "Muscle weakness, severe, 25 days listed as serious Severe from 05-Feb-2026"
    began = "3 days after 25 mg three times a day started – ongoing"
    assert f"{effect}, {began} · Reported 05-Feb-2026 by patient" in shown
    assert "Asked on 20-Feb-2026, none reported." in shown


def test_what_was_done_beside_the_doses_is_listed(as_nurse: Client, titration: Patient):
    shown = text(as_nurse.get(page_of(titration)))

    rating = "20-Feb-2026 Spasm 6 0–10, lower is better patient Nora NEUROLOGIST"
    pump = "since 01-Feb-2026 300 mcg a day; article: 50–2,000 mcg a day"
    assert rating in shown
    assert f"Intrathecal baclofen {pump}" in shown
    assert "20-Feb-2026 next by 20-May-2026 Sleeps well Nora NEUROLOGIST" in shown


def test_a_flag_says_what_was_recorded_beside_what_and_leads_to_its_source(
    as_nurse: Client, titration: Patient
):
    html = html_of(as_nurse, titration)
    shown = text(as_nurse.get(page_of(titration)))

    assert "Beside the article since 05-Feb-2026 Muscle weakness, severe; the article" in shown
    assert "Beside the article since 02-Feb-2026 25 mg in one dose; the article 10–20 mg" in shown
    assert "“Potential Side Effects and Precautions”" in shown
    assert "/reference/#article-serious-effects" in Markup(html).links


def test_an_entry_in_error_is_struck_through_with_its_reason(as_nurse: Client, titration: Patient):
    step = DoseStep.objects.get(status="entered-in-error")
    effect = SideEffect.objects.get(status="entered-in-error")

    html = html_of(as_nurse, titration)

    struck = re.search(ROW.format("step", step.pk), html, re.DOTALL)
    assert struck
    assert "Entered in error: Typed twice" in struck[0]
    assert "Nora NEUROLOGIST" in struck[0]
    assert "02-Mar-2026" in struck[0]
    struck = re.search(ROW.format("effect", effect.pk), html, re.DOTALL)
    assert struck
    assert "Entered in error: Not theirs" in struck[0]
    assert html.count('class="entered-in-error"') == 8
    assert html.count("Entered in error: Not theirs") == 7


def test_an_entry_in_error_is_in_no_figure(as_nurse: Client, titration: Patient):
    html = html_of(as_nurse, titration)
    shown = text(as_nurse.get(page_of(titration)))

    titles = [point.title for point in drawing(html).points]
    assert len(titles) == 6
    wrong = ("99 mg", "confusion", "Mood", "Surgery")
    assert not any(word in title for title in titles for word in wrong)
    assert "Recorded 99 mg" not in shown
    assert "Recorded mental confusion" not in shown


def test_a_patient_with_nothing_recorded_is_told_what_to_do_first(
    as_nurse: Client, patient: Patient
):
    shown = text(as_nurse.get(page_of(patient)))

    assert "Current dose of oral baclofen No dose recorded" in shown
    assert "Nothing is recorded yet. The first dose step starts the chart." in shown
    assert "Dose steps none recorded" in shown
    assert "Side effects none recorded, not asked yet Asked, none reported" in shown
    assert "Ratings none recorded Add" in shown
    assert "Other treatments none recorded Add" in shown
    assert "Reviews none recorded Add" in shown
    assert "Contacts none recorded Add" in shown
    assert "Notes none recorded Add" in shown
    assert "No notice today" in shown


def test_free_text_stays_text(as_nurse: Client, patient: Patient):
    script = "<script>alert(1)</script>"
    a_side_effect(patient, script, from_="2026-01-05", note=script)
    a_step(patient, "10x3", from_="2026-01-05", note=script)

    html = html_of(as_nurse, patient)

    assert script not in html
    assert script in [point.says for point in drawing(html).points]


def test_the_page_title_names_no_patient(as_nurse: Client, patient: Patient):
    page = as_nurse.get(page_of(patient))

    assert title(page) == f"Chart {patient.record_number} – Titration"


def test_every_link_leads_somewhere(as_neurologist: Client, titration: Patient):
    a_history(titration, 12, 9)
    followed = {}

    for query in ("", "?all=effects", "?all=past", "?span=3m"):
        address = page_of(titration) + query
        for link in Markup(html_of(as_neurologist, titration, query)).links:
            target, fragment = urldefrag(urljoin(address, link))
            if target not in followed:
                page = as_neurologist.get(target)
                assert page.status_code == 200, link
                followed[target] = set(Markup(page.content.decode()).ids)
            assert not fragment or fragment in followed[target], link


@pytest.mark.parametrize("query", ["", "?all=steps", "?span=12m"])
def test_the_number_of_queries_does_not_grow_with_the_history(
    as_neurologist: Client, patient: Patient, query: str
):
    short, long = patient, a_patient(patient.clinic)
    a_history(short, 1, 1)
    a_history(long, 60, 40)
    as_neurologist.get(page_of(short))

    for one in (short, long):
        with statements() as queries:
            html_of(as_neurologist, one, query)
        assert len(queries) == QUERIES <= MOST_QUERIES


def listed(html: str, kind: str) -> list[str]:
    """Return the rows of one kind that a page lists."""
    return [name for name in Markup(html).ids if re.fullmatch(rf"{kind}-\d+", name)]


def test_the_newest_rows_are_listed_and_all_behind_a_link(as_nurse: Client, patient: Patient):
    a_history(patient, 12, 9)

    newest, whole = (html_of(as_nurse, patient, query) for query in ("", "?all=steps"))

    assert (len(listed(newest, "step")), len(listed(newest, "effect"))) == (8, 8)
    assert (len(listed(whole, "step")), len(listed(whole, "effect"))) == (12, 8)
    assert "?all=steps#dose-steps" in Markup(newest).links
    assert "?#dose-steps" in Markup(whole).links


def test_a_link_to_a_row_opens_its_list_and_no_other(as_nurse: Client, patient: Patient):
    a_history(patient, 12, 9)
    (first, *_) = SideEffect.objects.of(patient).exclude(resolved_on=None).order_by("onset_on")
    row = f"effect-{first.pk}"

    newest, opened = (html_of(as_nurse, patient, query) for query in ("", f"?row={row}"))

    assert row not in listed(newest, "effect")
    assert row in listed(opened, "effect")
    assert len(listed(opened, "step")) == 8


@pytest.mark.parametrize(
    "nonsense",
    [
        "span=",
        "span=2m",
        "span=%00",
        "span=all&span=9",
        "all=some",
        "all=%27%3B--",
        "row=step-",
        "row=x-1",
    ],
)
def test_wrong_parameters_show_the_whole_history_newest_rows_first(
    as_nurse: Client, patient: Patient, nonsense: str
):
    a_history(patient, 12, 9)

    usual, odd = html_of(as_nurse, patient), html_of(as_nurse, patient, f"?{nonsense}")

    assert SVG.findall(odd) == SVG.findall(usual)
    assert len(listed(odd, "step")) == 8
    assert '<a href="?span=all" aria-current="true">' in odd


@pytest.mark.parametrize(("span", "points"), [("3m", 1), ("12m", 2), ("all", 3)])
def test_a_range_is_drawn_and_said(as_nurse: Client, patient: Patient, span: str, points: int):
    for doses, day in (("5x3", "2024-01-01"), ("10x3", "2025-09-01"), ("15x3", "2026-02-01")):
        a_step(patient, doses, from_=day)

    html = html_of(as_nurse, patient, f"?span={span}")

    assert len(drawing(html).points) == points
    assert f'<a href="?span={span}" aria-current="true">' in html


def test_it_needs_no_script_and_allows_none_in_line(as_neurologist: Client, titration: Patient):
    html = html_of(as_neurologist, titration)

    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r"\son[a-z]+=|<style|\sstyle=|javascript:", html) == []
    assert drawing(html).line


def test_a_chart_is_not_cached(as_nurse: Client, patient: Patient):
    assert as_nurse.get(page_of(patient))["Cache-Control"] == "no-store"


def test_each_opening_is_on_record_once(as_nurse: Client, nurse: Account, patient: Patient):
    as_nurse.get(page_of(patient))

    assert events() == [event("read", by=nurse, patient=patient)]


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    answer = as_outsider.get(page_of(patient))

    assert answer.status_code == 404
    assert patient.family_name not in text(answer)
    told = event("read", "refused", by=outsider, clinic_id=None, patient_ids=[patient.pk])
    assert events() == [told]
