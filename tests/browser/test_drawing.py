"""The drawing works without JavaScript, by keyboard and by pointer, within the page's CSP."""

import pytest
from playwright.sync_api import Locator, expect

from patients.models import Account, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from titration.record.dose_steps.models import DoseStep

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def steps(patient: Patient) -> list[DoseStep]:
    """Record 15, 30 and 45 mg a day, and drowsiness during the 30 mg."""
    given.an_effect(patient, "drowsiness", "moderate", days_ago=15)
    regimens = (("5x3", 30), ("10x3", 20), ("15x3", 10))
    return [given.a_dose(patient, doses, days_ago=days) for doses, days in regimens]


def told(who: Visitor) -> Locator:
    """Return the line above the drawing that tells one day in words."""
    return who.page.locator("#day-told")


def crosshair(who: Visitor) -> Locator:
    return who.page.locator("svg .crosshair")


def when_the_chart_is_opened_and_drawn(who: Visitor, patient: Patient) -> Locator:
    """Open the chart, wait until it is drawn for the width there is, and return the drawing."""
    when.the_chart_is_opened(who, patient)
    room = who.page.locator("figure").evaluate("figure => Math.min(figure.clientWidth, 1240)")
    drawing = who.page.locator("figure svg")
    expect(drawing).to_have_attribute("width", str(room))
    return drawing


def when_the_drawing_is_reached_by_tab(who: Visitor) -> None:
    who.page.get_by_role("link", name="All", exact=True).focus()
    when.keys_are_pressed(who, "Tab")


def test_without_javascript_it_is_drawn_and_a_point_leads_to_its_row(
    visits: Visits, neurologist: Account, patient: Patient, steps: list[DoseStep]
) -> None:
    nora = visits(neurologist, java_script_enabled=False)
    when.the_chart_is_opened(nora, patient)
    expect(nora.page.locator("figure svg")).to_be_visible()
    expect(then.points(nora)).to_have_count(4)
    then.points(nora).nth(1).locator("use").last.click()
    expect(nora.page.locator("tr:target")).to_contain_text("10 mg three times a day")
    expect(nora.page.locator("tr:target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 820, 1024, 1366])
def test_it_is_drawn_for_the_width_there_is_and_at_once_from_the_second_page_on(
    visits: Visits, neurologist: Account, patient: Patient, steps: list[DoseStep], width: int
) -> None:
    nora = visits(neurologist, viewport={"width": width, "height": 900})
    room = when_the_chart_is_opened_and_drawn(nora, patient).get_attribute("width")
    expect(then.points(nora)).to_have_count(4)
    page = nora.page.request.get(nora.page.url).text()
    assert f'<svg class="history" width="{room}"' in page


def test_the_drawing_stays_where_the_session_has_ended(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    nora.page.context.clear_cookies()
    with nora.page.expect_response("**/drawing/**"):
        nora.page.set_viewport_size({"width": 820, "height": 900})
    expect(nora.page.locator("figure svg.history")).to_be_visible()
    expect(nora.page.locator("figure form")).to_have_count(0)


def test_the_drawing_of_all_dates_on_a_phone_has_the_highest_dose_and_the_stop(
    visits: Visits, neurologist: Account, patient: Patient
) -> None:
    for days, doses in ((900, "5x3"), (700, "40x2"), (500, ""), (100, "10x3")):
        given.a_dose(patient, doses, days_ago=days)
    nora = visits(neurologist, viewport=PHONE)
    when.the_chart_is_opened(nora, patient)
    expect(nora.page.locator("figure svg text", has_text="Stopped")).to_be_visible()
    expect(nora.page.locator("figure svg text", has_text="30 now")).to_be_visible()
    expect(then.points(nora)).to_have_count(4)
    expect(nora.page.locator("figure svg text", has_text="80").last).to_be_visible()


def test_tab_stops_once_at_the_drawing_and_arrows_move_from_event_to_event(
    nora: Visitor, patient: Patient, steps: list[DoseStep]
) -> None:
    when_the_chart_is_opened_and_drawn(nora, patient)
    when_the_drawing_is_reached_by_tab(nora)
    for says in ("5 mg three", "10 mg three", "Drowsiness, moderate, day 1", "15 mg three"):
        expect(nora.page.locator("figure a:focus")).to_have_count(1)
        expect(told(nora)).to_contain_text(says)
        expect(crosshair(nora)).to_be_visible()
        when.keys_are_pressed(nora, "ArrowRight")
    when.keys_are_pressed(nora, "ArrowLeft")
    expect(told(nora)).to_contain_text("Drowsiness, moderate, day 1")
    when.keys_are_pressed(nora, "Shift+ArrowRight")
    expect(told(nora)).to_contain_text("Drowsiness, moderate, day 2")
    when.keys_are_pressed(nora, "Escape")
    expect(told(nora)).to_contain_text("15 mg three times a day = 45 mg per day, day 11")
    expect(crosshair(nora)).to_have_count(0)
    when.keys_are_pressed(nora, "Tab")
    expect(nora.page.locator("figure :focus")).to_have_count(0)


@pytest.mark.parametrize("span", ["3 months", "All"])
def test_the_script_tells_today_in_the_words_of_the_page(
    nora: Visitor, neurologist: Account, patient: Patient, span: str
) -> None:
    given.a_history(patient, neurologist, steps=20, effects=12)
    given.a_dose(patient, "15x3", days_ago=1)
    given.a_dose(patient, "15x3", days_ago=0)
    drawn = when_the_chart_is_opened_and_drawn(nora, patient)
    nora.page.get_by_role("link", name=span, exact=True).click()
    expect(nora.page.locator(".chart-range [aria-current]")).to_have_text(span)
    of_the_page = told(nora).inner_text()
    today = drawn.evaluate(
        "svg => Number(svg.dataset.left) + (svg.dataset.right - svg.dataset.left)"
        " * svg.dataset.today / svg.dataset.days"
    )
    drawn.hover(position={"x": today - 60, "y": 60})
    expect(told(nora)).not_to_contain_text("today")
    drawn.hover(position={"x": today + 1, "y": 60})
    expect(told(nora)).to_contain_text("today")
    assert told(nora).inner_text() == of_the_page


def test_enter_on_a_point_leads_to_its_row(
    nora: Visitor, patient: Patient, steps: list[DoseStep]
) -> None:
    when_the_chart_is_opened_and_drawn(nora, patient)
    when_the_drawing_is_reached_by_tab(nora)
    when.keys_are_pressed(nora, "ArrowRight", "Enter")
    expect(nora.page.locator("tr:target")).to_contain_text("10 mg three times a day")


def test_nothing_moves_while_the_pointer_does(
    nora: Visitor, patient: Patient, steps: list[DoseStep]
) -> None:
    when_the_chart_is_opened_and_drawn(nora, patient)
    figure = nora.page.locator("figure")
    before = figure.evaluate("figure => figure.offsetTop")
    for point, regimen in zip(then.points(nora).all(), ("5", "10", "15"), strict=False):
        point.locator("use").hover()
        expect(told(nora)).to_contain_text(f"{regimen} mg three times a day")
        assert figure.evaluate("figure => figure.offsetTop") == before
    nora.page.get_by_role("heading", level=1).hover()
    expect(crosshair(nora)).to_have_count(0)
    expect(told(nora)).to_contain_text("today")


def test_a_point_whose_row_is_not_listed_leads_to_all_rows(
    nora: Visitor, neurologist: Account, patient: Patient
) -> None:
    given.a_history(patient, neurologist, steps=60, effects=40)
    when.the_chart_is_opened(nora, patient)
    expect(nora.page.get_by_role("table", name="Dose steps").get_by_role("row")).to_have_count(9)
    then.points(nora).first.locator("use").last.click()
    expect(nora.page.locator("tr:target")).to_contain_text("5 mg twice a day")


def test_the_range_narrows_by_links(nora: Visitor, patient: Patient) -> None:
    for days, doses in ((500, "5x3"), (200, "10x3"), (30, "15x3")):
        given.a_dose(patient, doses, days_ago=days)
    when.the_chart_is_opened(nora, patient)
    for name, count in (("12 months", 2), ("3 months", 1), ("All", 3)):
        nora.page.get_by_role("link", name=name, exact=True).click()
        expect(then.points(nora)).to_have_count(count)
        current = nora.page.locator(".chart-range [aria-current]")
        expect(current).to_have_text(name)


def test_keyboard_and_pointer_break_no_content_security_policy(
    nora: Visitor, neurologist: Account, patient: Patient
) -> None:
    given.a_history(patient, neurologist, steps=60, effects=40)
    when.the_chart_is_opened(nora, patient)
    for _ in range(60):
        when.keys_are_pressed(nora, "Tab")
    for point in then.points(nora).all()[-12:]:
        point.hover(force=True)
    assert nora.problems == []
