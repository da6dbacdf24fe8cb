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


def tip(who: Visitor) -> Locator:
    return who.page.locator(".chart-tip")


def sides(element: Locator) -> tuple[float, float]:
    """Return an element's left and right edge, in CSS pixels."""
    box = element.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


def when_the_drawing_is_reached_by_tab(who: Visitor) -> None:
    who.page.get_by_role("link", name="All", exact=True).focus()
    when.keys_are_pressed(who, "Tab")


def test_without_javascript_it_is_drawn_and_a_point_leads_to_its_row(
    visits: Visits, neurologist: Account, patient: Patient, steps: list[DoseStep]
) -> None:
    nora = visits(neurologist, java_script_enabled=False)
    when.the_chart_is_opened(nora, patient)
    expect(nora.page.locator("svg:visible path[fill=none]")).to_be_visible()
    expect(then.points(nora)).to_have_count(4)
    then.points(nora).nth(1).locator("circle").last.click()
    expect(nora.page.locator("tr:target")).to_contain_text("10 mg three times a day")
    expect(nora.page.locator("tr:target")).to_be_in_viewport()


def test_a_phone_gets_the_narrow_drawing(
    visits: Visits, neurologist: Account, patient: Patient, steps: list[DoseStep]
) -> None:
    nora = visits(neurologist, viewport=PHONE)
    when.the_chart_is_opened(nora, patient)
    expect(nora.page.locator("svg.chart-narrow")).to_be_visible()
    expect(nora.page.locator("svg.chart-wide")).to_be_hidden()
    expect(then.points(nora)).to_have_count(4)


def test_tab_stops_once_at_the_drawing_and_arrows_move_between_points(
    nora: Visitor, patient: Patient, steps: list[DoseStep]
) -> None:
    when.the_chart_is_opened(nora, patient)
    when_the_drawing_is_reached_by_tab(nora)
    for index, regimen in ((0, "5 mg"), (1, "10 mg"), (2, "15 mg"), (3, "Drowsiness")):
        expect(then.points(nora).nth(index)).to_be_focused()
        expect(tip(nora)).to_contain_text(regimen)
        when.keys_are_pressed(nora, "ArrowRight")
    when.keys_are_pressed(nora, "ArrowLeft")
    expect(then.points(nora).nth(2)).to_be_focused()
    when.keys_are_pressed(nora, "Tab")
    expect(nora.page.locator("figure :focus")).to_have_count(0)
    expect(tip(nora)).to_be_hidden()


def test_enter_on_a_point_leads_to_its_row(
    nora: Visitor, patient: Patient, steps: list[DoseStep]
) -> None:
    when.the_chart_is_opened(nora, patient)
    when_the_drawing_is_reached_by_tab(nora)
    when.keys_are_pressed(nora, "ArrowRight", "Enter")
    expect(nora.page.locator("tr:target")).to_contain_text("10 mg three times a day")


def test_a_tooltip_follows_the_pointer_and_stays_within_the_drawing(
    nora: Visitor, patient: Patient, steps: list[DoseStep]
) -> None:
    when.the_chart_is_opened(nora, patient)
    left, right = sides(nora.page.locator("figure"))
    for point, regimen in zip(then.points(nora).all(), ("5", "10", "15"), strict=False):
        point.locator("circle").last.hover()
        expect(tip(nora)).to_contain_text(f"{regimen} mg three times a day")
        assert left <= sides(tip(nora))[0] < sides(tip(nora))[1] <= right
    nora.page.get_by_role("heading", level=1).hover()
    expect(tip(nora)).to_be_hidden()


def test_a_point_whose_row_is_not_listed_leads_to_all_rows(
    nora: Visitor, neurologist: Account, patient: Patient
) -> None:
    given.a_history(patient, neurologist, steps=60, effects=40)
    when.the_chart_is_opened(nora, patient)
    expect(nora.page.get_by_role("table", name="Dose steps").get_by_role("row")).to_have_count(9)
    then.points(nora).first.locator("circle").last.click()
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
        point.locator("circle").last.hover(force=True)
    assert nora.problems == []
