"""Forms open as panels beside the drawing: counted keys and taps, errors, and nothing lost."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, then, when
from tests.browser.conftest import DESKTOP, Visits
from tests.browser.visitor import Visitor
from tests.factories import a_neurologist
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffectCheck

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WIDTHS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "tablet": TABLET,
    "phone": PHONE,
}
on_every_screen = pytest.mark.parametrize("screen", WIDTHS)
by_touch = pytest.mark.parametrize("screen", ["tablet", "phone"])


@pytest.fixture
def titrated(patient: Patient) -> Patient:
    """A patient who takes 10 mg three times a day."""
    given.a_dose(patient, "5x3", days_ago=42)
    given.a_dose(patient, "10x3", days_ago=21)
    return patient


def button(who: Visitor, name: str) -> Locator:
    return who.page.locator(".actions").get_by_role("link", name=name, exact=True)


@on_every_screen
def test_a_dose_takes_four_keys_and_the_frequency_four_more(
    visits: Visits, neurologist: Account, titrated: Patient, screen: str
) -> None:
    nora = visits(neurologist, **WIDTHS[screen])
    when.the_chart_is_opened(nora, titrated)
    when.keys_are_pressed(nora, "d", "1", "5", "Enter")
    then.the_current_dose_is(nora, "15 mg three times a day", "45 mg per day since")


@by_touch
def test_a_side_effect_takes_four_taps_and_asked_none_two(
    visits: Visits, nurse: Account, titrated: Patient, screen: str
) -> None:
    nils = visits(nurse, **WIDTHS[screen])
    when.the_chart_is_opened(nils, titrated)
    form = when.form(nils, "Record side effect")
    save = form.get_by_role("button", name="Save side effect")
    words = ("Muscle weakness", "Moderate")
    when.taps_are_made(button(nils, "Side effect"), *map(form.get_by_text, words), save)
    then.it_is_read_back(nils, "Recorded Muscle weakness, moderate, onset")
    asked = button(nils, "Asked, none reported")
    when.taps_are_made(asked, when.save_button(nils, "Asked, none reported"))
    then.it_is_read_back(nils, "no side effect reported")
    assert SideEffectCheck.objects.count() == 1


def test_asked_none_takes_two_keys(nils: Visitor, titrated: Patient) -> None:
    when.the_chart_is_opened(nils, titrated)
    when.keys_are_pressed(nils, "n", "Enter")
    then.it_is_read_back(nils, "no side effect reported")


@pytest.mark.parametrize("screen", ["desktop", "tablet"])
def test_the_drawing_is_in_sight_while_a_dose_is_typed(
    visits: Visits, neurologist: Account, titrated: Patient, screen: str
) -> None:
    nora = visits(neurologist, **WIDTHS[screen])
    when.the_chart_is_opened(nora, titrated)
    when.keys_are_pressed(nora, "d", "1", "5")
    drawing = nora.page.locator(".titration-chart").bounding_box()
    panel = when.form(nora, "Record dose step").bounding_box()
    save = when.save_button(nora, "Record dose step").bounding_box()
    assert drawing
    assert panel
    assert save
    height = WIDTHS[screen]["viewport"]["height"]
    assert 0 <= drawing["y"] < height / 2
    assert save["y"] + save["height"] <= height
    if screen == "desktop":
        assert drawing["x"] + drawing["width"] <= panel["x"]
    else:
        assert drawing["y"] + 192 <= panel["y"]


def test_on_a_phone_the_form_is_a_sheet_that_names_the_patient_and_can_be_cancelled(
    visits: Visits, neurologist: Account, titrated: Patient
) -> None:
    nora = visits(neurologist, **PHONE)
    when.the_chart_is_opened(nora, titrated)
    button(nora, "Dose step").tap()
    form = when.form(nora, "Record dose step")
    assert form.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(form.locator(".panel-who")).to_contain_text("born 01-May-1980")
    expect(when.save_button(nora, "Record dose step")).to_be_in_viewport()
    form.locator(".panel-close").tap()
    expect(form).to_be_hidden()


def test_the_sheet_tells_the_dose_so_far_and_what_is_severe(
    visits: Visits, neurologist: Account, titrated: Patient
) -> None:
    given.an_effect(titrated, "muscle weakness", "severe", days_ago=2)
    given.a_dose(titrated, "20x3", days_ago=-7)
    nora = visits(neurologist, **PHONE)
    when.the_chart_is_opened(nora, titrated)
    button(nora, "Dose step").tap()
    form = when.form(nora, "Record dose step")
    so_far = form.locator(".so-far")
    expect(so_far).to_contain_text("Now 10 mg three times a day, 30 mg per day since")
    first = f"{given.ago(titrated, 42):%d-%b-%Y}"
    expect(so_far).to_contain_text(f"From {first}, highest 30 mg per day")
    rises_once = re.compile(r"^M\d+ \d+H\d+V\d+H\d+$")
    expect(so_far.locator("path")).to_have_attribute("d", rises_once)
    expect(form.locator(".panel-who")).to_contain_text("Muscle weakness, severe, 2 days")
    nora.page.set_viewport_size({"width": 1366, "height": 900})
    expect(so_far).to_be_hidden()


def test_opening_and_closing_a_panel_tells_the_drawing(nora: Visitor, titrated: Patient) -> None:
    when.the_chart_is_opened(nora, titrated)
    nora.page.evaluate(
        """() => { window.told = []; document.addEventListener("panelchange",
        (event) => window.told.push(event.detail.isOpen)); }"""
    )
    when.keys_are_pressed(nora, "d")
    expect(nora.page.locator("body")).to_have_class(re.compile("is-recording"))
    when.keys_are_pressed(nora, "Escape")
    expect(nora.page.locator("body")).not_to_have_class(re.compile("is-recording"))
    assert nora.page.evaluate("window.told") == [True, False]


@on_every_screen
def test_an_error_comes_back_inside_the_panel_with_what_was_typed(
    visits: Visits, neurologist: Account, titrated: Patient, screen: str
) -> None:
    nora = visits(neurologist, **WIDTHS[screen])
    nora.expects.add(422)
    when.the_chart_is_opened(nora, titrated)
    address = nora.page.url
    when.keys_are_pressed(nora, "d", "1", "e", "9")
    form = when.form(nora, "Record dose step")
    form.get_by_label("Note").fill("Told by phone")
    when.the_dose_is_saved(nora)
    expect(form.get_by_role("alert")).to_contain_text("1e9 is not an amount.")
    expect(form.get_by_role("alert")).to_be_focused()
    expect(form.get_by_label("mg each time")).to_have_value("1e9")
    expect(form.get_by_label("Note")).to_have_value("Told by phone")
    assert nora.page.url == address
    form.get_by_label("mg each time").fill("15")
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "15 mg three times a day")


def test_a_conflict_comes_back_inside_the_panel_with_what_was_typed(
    nora: Visitor, visits: Visits, clinic: Clinic, titrated: Patient
) -> None:
    noah = visits(a_neurologist(clinic, full_name="Noah SECOND"))
    noah.expects.add(409)
    when.the_chart_is_opened(noah, titrated)
    when.the_chart_is_opened(nora, titrated)
    when.keys_are_pressed(nora, "d", "1", "5", "Enter")
    then.the_current_dose_is(nora, "15 mg three times a day")
    when.keys_are_pressed(noah, "d", "1", "7", ".", "5", "Enter")
    form = when.form(noah, "Record dose step")
    expect(form.get_by_role("alert")).to_contain_text("The dose steps changed")
    expect(form.get_by_label("mg each time")).to_have_value("17.5")
    expect(noah.page.locator(".titration-chart")).to_be_visible()
    assert DoseStep.objects.count() == 3


def test_escape_asks_before_it_throws_typed_words_away(nora: Visitor, titrated: Patient) -> None:
    when.the_chart_is_opened(nora, titrated)
    when.keys_are_pressed(nora, "d", "1", "5", "Escape")
    form = when.form(nora, "Record dose step")
    question = nora.page.get_by_role("alertdialog")
    expect(question).to_contain_text("Throw away what was typed?")
    when.keys_are_pressed(nora, "Enter")
    expect(question).to_be_hidden()
    expect(form.get_by_label("mg each time")).to_have_value("15")
    when.keys_are_pressed(nora, "Escape")
    nora.page.get_by_role("button", name="Throw away").click()
    expect(form).to_be_hidden()
    when.keys_are_pressed(nora, "d")
    expect(form.get_by_label("mg each time")).to_have_value("10")


def test_another_key_does_not_throw_typed_words_away_either(
    nora: Visitor, titrated: Patient
) -> None:
    when.the_chart_is_opened(nora, titrated)
    when.keys_are_pressed(nora, "d", "1", "5")
    when.save_button(nora, "Record dose step").focus()
    when.keys_are_pressed(nora, "s")
    expect(nora.page.get_by_role("alertdialog")).to_be_visible()
    expect(when.form(nora, "Record dose step")).to_be_visible()
    nora.page.get_by_role("button", name="Throw away").click()
    expect(when.form(nora, "Record side effect")).to_be_visible()


def test_keys_typed_while_a_form_is_fetched_are_not_lost(nils: Visitor, titrated: Patient) -> None:
    def slowly(route: Any) -> None:
        nils.page.wait_for_timeout(400)
        route.continue_()

    nils.page.route("**/ratings/record/", slowly)
    when.the_chart_is_opened(nils, titrated)
    when.keys_are_pressed(nils, "r", "6", ".", "5", "Enter")
    then.it_is_read_back(nils, "Recorded Spasm 6.5 (0–10, lower is better), rated")


@pytest.mark.parametrize("key", ["r", "t", "i", "v", "o", "m"])
def test_the_keys_of_the_menu_work_while_it_is_closed(
    nora: Visitor, titrated: Patient, key: str
) -> None:
    when.the_chart_is_opened(nora, titrated)
    when.keys_are_pressed(nora, key)
    expect(nora.page.locator(".form-panel:visible")).to_contain_text("Save")


def test_without_javascript_the_menu_leads_to_pages(
    visits: Visits, nurse: Account, titrated: Patient
) -> None:
    nils = visits(nurse, java_script_enabled=False)
    when.the_chart_is_opened(nils, titrated)
    nils.page.get_by_text("More", exact=True).click()
    button(nils, "Ratings").click()
    then.the_page_says(nils, "Record ratings")


def test_a_day_is_chosen_by_the_clinics_calendar(nora: Visitor, titrated: Patient) -> None:
    when.the_chart_is_opened(nora, titrated)
    nora.page.clock.set_fixed_time("2031-01-01T12:00:00Z")
    when.keys_are_pressed(nora, "d")
    form = when.form(nora, "Record dose step")
    tomorrow = f"{given.ago(titrated, -1):%d-%b-%Y}"
    form.get_by_role("button", name="Tomorrow").click()
    expect(form.get_by_label("From")).to_have_value(tomorrow)
    expect(form.get_by_role("button", name="Tomorrow")).to_have_attribute("aria-pressed", "true")
