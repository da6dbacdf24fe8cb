"""With a second source, each page names the right source, statement and figures."""

from dataclasses import replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from patients.models import Account, Patient
from tests.factories import a_side_effect, a_step, a_treatment, on
from tests.pages.charts import rows
from tests.pages.reading import words
from titration.chart.computed_flag.page import computed_flag_page
from titration.chart.page import chart_page
from titration.reference.page import reference_page
from titration.rules import ARTICLE, Source

pytestmark = pytest.mark.django_db


def restated(statement: str, fact: str, **figures: tuple[str, ...]) -> dict[str, Any]:
    """Copy one of the article's statements, with another fact and other figures."""
    given = {name.replace("_", " "): values for name, values in figures.items()}
    own = replace(ARTICLE.statements[statement], fact=fact, section="Invented", figures=given)
    return {statement: own}


INVENTED = Source(
    id="invented",
    title="An invented leaflet",
    short_name="the leaflet",
    label="leaflet",
    sha256="0" * 64,
    limits="made up for a test",
    not_given=("anything about children",),
    statements={
        **restated(
            "oral-maintenance",
            "The leaflet puts maintenance at 5–15 mg twice a day.",
            mg_per_dose=("5", "15"),
            times_a_day=("2",),
        ),
        **restated("common-effects", "The leaflet calls hiccups common.", terms=("hiccups",)),
        **restated("serious-effects", "The leaflet calls fainting serious.", terms=("fainting",)),
        **restated(
            "intrathecal-daily",
            "The leaflet gives 100–900 mcg a day.",
            mcg_per_day=("100", "900"),
        ),
    },
)
BOTH = (ARTICLE, INVENTED)


@pytest.fixture
def patient(patient: Patient) -> Patient:
    a_step(patient, "20x3", from_="2026-01-05", already_taking=True)
    a_side_effect(patient, "hiccups", from_="2026-01-08")
    a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day="950")
    return patient


def rendered(template: str, reader: Account, **context: Any) -> str:
    """Return the words of a page as its reader sees it."""
    request = RequestFactory().get("/")
    request.user = reader
    return words(render_to_string(template, context, request))


def test_the_chart_names_the_source_of_each_flag(patient: Patient, neurologist: Account):
    page = chart_page(patient, neurologist, sources=BOTH)

    said = {
        (line.label, block.source.label, line.compared_with)
        for block in (*page.lists.flags.notable, *page.lists.flags.context)
        for line in block.lines
    }
    assert {
        (
            "Amount above the range per dose",
            "leaflet",
            "the leaflet 5–15 mg per dose",
        ),
        (
            "Effect listed as common",
            "leaflet",
            "the leaflet lists it among common effects, usually mild and passing",
        ),
        ("Effect not listed", "article", "the article lists it neither as common nor as serious"),
    } <= said
    assert not any("per dose" in label and "article" in name for label, name, _ in said)


def test_a_block_links_to_the_statement_of_its_own_source(patient: Patient, neurologist: Account):
    page = chart_page(patient, neurologist, sources=BOTH)

    shown = render_to_string("chart/_flags.html", {"lists": page.lists})
    blocks = shown.split('<li class="flag">')
    of_leaflet = [block for block in blocks if words(block).startswith("Beside the leaflet")]
    of_article = [block for block in blocks if words(block).startswith("Beside the article")]
    assert "/reference/#invented-oral-maintenance" in "".join(of_leaflet)
    assert "#article-" not in "".join(of_leaflet)
    assert "/reference/#article-" in "".join(of_article)
    assert "#invented-" not in "".join(of_article)


def test_the_chart_s_tables_name_each_source(patient: Patient, neurologist: Account):
    page = chart_page(patient, neurologist, sources=BOTH)

    assert page.lists.beside == "the article and the leaflet"
    assert rows(page, "dose-steps")[0].compared == (
        "doses a day differ (leaflet), above per dose (leaflet), above per day (leaflet)"
    )
    assert (
        rows(page, "side-effects")[0].listing == "not listed (article), listed as common (leaflet)"
    )
    assert rows(page, "treatments")[0].amount == (
        "950 mcg a day; article: 50–2,000 mcg a day; leaflet: 100–900 mcg a day"
    )
    assert "Article: 10–20 mg three times a day" in page.band_label


def test_how_a_flag_was_computed_names_its_own_source_only(patient: Patient, neurologist: Account):
    page = computed_flag_page(patient, "per-dose-above", on("2026-01-05"), None, BOTH)

    said = rendered("chart/computed_flag.html", neurologist, page=page, patient=page.patient)

    assert "20 mg > 15 mg" in said
    assert "The leaflet puts maintenance at 5–15 mg twice a day." in said
    assert "The leaflet, “Invented” · checked by a clinician" in said
    assert "Its limits: made up for a test." in said
    assert ARTICLE.limits not in said


def test_where_both_sources_raise_a_code_the_page_shows_both(
    patient: Patient, neurologist: Account
):
    a_side_effect(patient, "itching", from_="2026-01-09")
    page = computed_flag_page(patient, "effect-not-listed", on("2026-01-09"), None, BOTH)

    said = rendered("chart/computed_flag.html", neurologist, page=page, patient=page.patient)

    assert "The leaflet calls hiccups common." in said
    assert ARTICLE.statements["common-effects"].fact in said
    assert said.index(ARTICLE.limits) < said.index("made up for a test")


def test_the_reference_page_tells_of_each_source_with_its_own_figures(neurologist: Account):
    said = rendered("reference/reference.html", neurologist, reference=reference_page(BOTH))

    assert "The article and its limits" in said
    assert "The leaflet and its limits" in said
    assert "“An invented leaflet”" in said
    assert "an amount above 20 mg" in said
    assert "an amount above 15 mg" in said
    assert "The leaflet has no figure for these" in said
    assert "anything about children" in said
    assert "No clinician has checked any of these 4 statements yet." in said
    assert "SHA-256 of the leaflet’s text" in said


def test_a_rule_is_not_listed_for_a_source_without_its_statement(neurologist: Account):
    """The leaflet says nothing of a low first dose."""
    (_, leaflet) = reference_page(BOTH).sources

    told = {
        rule.label for part in leaflet.sections for row in part.statements for rule in row.rules
    }
    assert "First step within maintenance" not in told
    assert "Total above the range per day" in told
