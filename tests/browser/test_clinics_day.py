"""The clinic's day: what a nurse hands over, what a neurologist plans, what was taken of it."""

from urllib.parse import urljoin

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.test_accessibility import violations
from tests.browser.visitor import Visitor
from tests.factories import a_check, a_nurse, a_patient, a_planned_step, a_review
from titration.record.side_effects.acknowledgements.models import Acknowledgement

WARD_TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}


@pytest.fixture
def on_60(patient: Patient) -> Patient:
    """A patient on 20 mg three times a day, asked about side effects since."""
    given.a_dose(patient, "20x3", days_ago=40)
    a_check(patient, asked_on=given.ago(patient, 30))
    return patient


def assert_accessible(who: Visitor, width: int = 1366) -> None:
    """Assert that axe finds nothing on the page as it stands."""
    who.page.evaluate(AXE_SCRIPT)
    assert violations(who, width) == []


def group_of(who: Visitor, patient: Patient) -> str:
    """Open the worklist; return the heading of the group in which a patient stands."""
    who.opens("/")
    body = who.page.locator("tbody").filter(has=then.worklist_row(who, patient))
    return str(body.locator("h2").inner_text().rstrip("0123456789 "))


def the_letters_are_printed(who: Visitor) -> None:
    """Open summary and schedule from the chart, choose tablets, and fetch both PDFs."""
    chart = who.page.url
    for letter in ("Summary", "Schedule"):
        who.page.goto(chart)
        who.page.locator(".more summary").click()
        who.page.locator(".more").get_by_role("link", name=letter).click()
        if letter == "Schedule":
            who.page.get_by_label("10 mg").check()
            who.page.get_by_role("button", name="Show with these tablets").click()
            sheet = who.page.get_by_role("main")
            expect(sheet).to_contain_text("cannot be made from these tablets")
            expect(sheet).to_contain_text("This sheet is version 1 of the schedule")
        assert_accessible(who)
        address = who.page.get_by_role("link", name="PDF for printing").get_attribute("href")
        pdf = who.page.request.get(urljoin(who.page.url, str(address)))
        assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")


def test_a_severe_effect_is_handed_over_acknowledged_and_planned_for(
    visits: Visits, nora: Visitor, clinic: Clinic, on_60: Patient
) -> None:
    for number in range(3):
        other = a_patient(clinic, family_name="ABLE", given_name=f"No {number}")
        given.an_effect(other, "nausea", "moderate", days_ago=30 + number)

    nia = visits(a_nurse(clinic), **WARD_TABLET)
    when.the_chart_is_opened(nia, on_60)
    when.a_side_effect_is_recorded(nia, "Muscle weakness", "Severe")
    then.it_is_read_back(nia, "Recorded Muscle weakness, severe")
    when.keys_are_pressed(nia, "m")
    note = nia.page.get_by_role("region", name="Record note")
    note.get_by_label("Note").fill("Cannot climb stairs.\nThe daughter is at home until 17:00.")
    note.get_by_role("button", name="Save note").click()
    then.it_is_read_back(nia, "Recorded Note")
    assert_accessible(nia, 820)

    assert group_of(nora, on_60) == "Serious or severe"
    first = nora.page.locator("[data-row]").first
    expect(first).to_contain_text(on_60.family_name)
    row = then.worklist_row(nora, on_60)
    expect(row).to_contain_text("Muscle weakness, severe, since today")
    assert_accessible(nora)
    first.click()
    nora.page.get_by_role("link", name="Acknowledge: Muscle weakness").click()
    panel = nora.page.get_by_role("region", name="Acknowledge a side effect")
    panel.get_by_label("Comment").fill("Called; review tomorrow")
    assert_accessible(nora)
    panel.get_by_role("button", name="Acknowledge").click()
    then.it_is_read_back(nora, "Muscle weakness acknowledged: Called; review tomorrow")
    assert Acknowledgement.objects.get().effect.patient == on_60

    nora.page.locator(".more summary").click()
    when.link_is_followed(nora, "Plan ahead")
    nora.page.get_by_label("by mg").fill("2.5")
    nora.page.get_by_label("every … days").fill("7")
    nora.page.get_by_label("Step 1 from").fill(f"{given.ago(on_60, -7):%d-%b-%Y}")
    nora.page.get_by_role("button", name="Fill in the steps").click()
    expect(nora.page.get_by_label("Step 7 evening, mg")).to_have_value("2.5")
    assert_accessible(nora)
    nora.page.get_by_role("button", name="Save plan").click()
    saved = nora.page.locator(".saved[role=status]")
    expect(saved).to_contain_text("Recorded version 1 of the plan, 8 steps")
    then.the_current_dose_is(nora, "20 mg three times a day")
    assert_accessible(nora)
    the_letters_are_printed(nora)
    assert group_of(nora, on_60) == "Planned steps"


def test_a_week_later_what_was_taken_differs_and_both_stay_visible(
    nils: Visitor, on_60: Patient, neurologist: Account
) -> None:
    a_planned_step(on_60, "15x3", from_=given.ago(on_60, 2), by=neurologist)
    assert group_of(nils, on_60) == "Planned steps"
    row = then.worklist_row(nils, on_60)
    expect(row).to_contain_text("Taken? 15 mg three times a day")

    when.the_chart_is_opened(nils, on_60)
    for outcome in ("Not reached", "Reached"):
        when.keys_are_pressed(nils, "o")
        contact = nils.page.get_by_role("region", name="Record contact")
        contact.get_by_label(outcome, exact=True).check()
        contact.get_by_role("button", name="Save contact").click()
        then.it_is_read_back(nils, f": {outcome.lower()}")
    nils.page.get_by_role("link", name="Otherwise: Taken?").click()
    panel = nils.page.get_by_role("region", name="Not taken as planned")
    panel.get_by_label("Not as planned").check()
    panel.get_by_label("Note").fill("15 mg in the morning, else 20 mg")
    panel.get_by_role("button", name="Save what was taken").click()

    then.it_is_read_back(nils, "Recorded Not as planned")
    then.the_current_dose_is(nils, "20 mg three times a day")
    told = nils.page.get_by_role("region", name="Not taken as recorded")
    expect(told).to_contain_text("planned: 15 mg three times a day")
    expect(told).to_contain_text("15 mg in the morning, else 20 mg")
    drawn = nils.page.locator("svg.history [data-tells=dose] title")
    expect(drawn.filter(has_text="planned 15 mg three times a day")).to_have_count(1)
    assert_accessible(nils)
    assert group_of(nils, on_60) == "Everyone else"


def test_an_overdue_review_leaves_the_list_once_it_was_held(nora: Visitor, on_60: Patient) -> None:
    a_review(on_60, on_=given.ago(on_60, 35), next_on=given.ago(on_60, 5))
    assert group_of(nora, on_60) == "Review overdue"

    when.the_chart_is_opened(nora, on_60)
    nora.page.get_by_role("link", name="Record review: Review 5 days overdue").click()
    panel = nora.page.get_by_role("region", name="Record review")
    panel.get_by_role("button", name="Save review").click()
    then.it_is_read_back(nora, "Recorded Review of")

    assert group_of(nora, on_60) == "Everyone else"
    assert_accessible(nora)


def test_enter_in_a_step_saves_the_plan_and_fills_in_nothing(nora: Visitor, on_60: Patient) -> None:
    nora.opens(f"/patients/{on_60.pk}/planned-steps/draft/")
    nora.page.get_by_label("by mg").fill("5")
    nora.page.get_by_label("every … days").fill("7")
    nora.page.get_by_label("Step 1 from").fill(f"{given.ago(on_60, -7):%d-%b-%Y}")
    nora.page.get_by_label("Step 1 morning, mg").fill("12.5")

    nora.page.get_by_label("Step 1 morning, mg").press("Enter")

    saved = nora.page.locator(".saved[role=status]")
    expect(saved).to_contain_text("Recorded version 1 of the plan, 1 step from")
