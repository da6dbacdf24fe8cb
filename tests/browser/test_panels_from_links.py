"""Each link of the chart that leads to a form opens it as a panel, and its errors stay there."""

import re

import pytest
from playwright.sync_api import Locator, expect

from patients.models import Account, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories import a_review, a_treatment

pytestmark = pytest.mark.django_db

OF_AN_EMPTY_CHART = (
    "Add: Dose steps",
    "Asked, none reported",
    "Add: Ratings",
    "Add: Other treatments",
    "Add: Not taken as recorded",
    "Add: Reviews",
    "Record review: No review date set",
    "Record: Histories not asked",
    "End care",
    "Mark as a duplicate",
)
OF_A_FULL_CHART = (
    "Record a change: Muscle weakness, severe",
    "Record review: Review 9 days overdue",
    "Record a change of muscle weakness",
    "Record a change of physical therapy",
    "Correct the step",
    "Correct muscle weakness",
    "Correct the review",
)
OPENED = ".form-panel:visible"


@pytest.fixture
def titrated(patient: Patient) -> Patient:
    """A patient with a severe effect, a treatment, and a review that is overdue."""
    given.a_dose(patient, "10x3", days_ago=21)
    given.an_effect(patient, "muscle weakness", "severe", days_ago=3)
    a_treatment(patient, "physical therapy", from_=given.ago(patient, 30))
    a_review(patient, on_=given.ago(patient, 40), next_on=given.ago(patient, 9))
    return patient


def link(who: Visitor, name: str) -> Locator:
    """Return the first link that is called so, outside the buttons of the chart."""
    named = who.page.locator("main").get_by_role(
        "link", name=re.compile(re.escape(name), re.IGNORECASE)
    )
    return named.and_(who.page.locator("a:not([data-key])")).first


def it_comes_back_with_its_error(who: Visitor) -> None:
    """Send the open form with nothing in it: the panel says what is missing."""
    chart = who.page.url
    panel = who.page.locator(OPENED)
    expect(panel).to_have_count(1)
    for field in panel.locator("input:not([type]), input[type=text], textarea").all():
        if field.is_visible():
            field.fill("")
    panel.locator("button[type=submit]").click()
    expect(panel.get_by_role("alert")).to_be_focused()
    assert who.page.url == chart


@pytest.mark.parametrize("name", OF_AN_EMPTY_CHART)
def test_a_link_of_an_empty_chart_opens_a_panel(nora: Visitor, patient: Patient, name: str) -> None:
    nora.expects.add(422)
    when.the_chart_is_opened(nora, patient)
    link(nora, name).click()
    it_comes_back_with_its_error(nora)


@pytest.mark.parametrize("name", OF_A_FULL_CHART)
def test_a_link_of_a_full_chart_opens_a_panel(nora: Visitor, titrated: Patient, name: str) -> None:
    nora.expects.add(422)
    when.the_chart_is_opened(nora, titrated)
    link(nora, name).click()
    it_comes_back_with_its_error(nora)


def test_the_add_of_dose_steps_opens_the_form_that_waits(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    nora.page.route("**/dose-steps/record/", lambda route: route.abort())
    link(nora, "Add: Dose steps").click()
    expect(when.form(nora, "Record dose step").get_by_label("mg each time")).to_be_focused()


def test_reopening_opens_a_panel_where_care_has_ended(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    link(nora, "End care").click()
    fields = when.form(nora, "End care")
    fields.get_by_label("Died").check()
    fields.get_by_role("button", name="End care").click()
    then.it_is_read_back(nora, "Recorded Care ended")
    chart = nora.page.url
    when.link_is_followed(nora, "Reopen care")
    expect(when.form(nora, "Reopen care")).to_have_class("form-panel")
    assert nora.page.url == chart


def test_without_javascript_the_links_lead_to_pages(
    visits: Visits, neurologist: Account, patient: Patient
) -> None:
    nora = visits(neurologist, java_script_enabled=False)
    when.the_chart_is_opened(nora, patient)
    link(nora, "Record review").click()
    then.the_page_says(nora, "Record review")
