"""Single-key shortcuts work outside text fields, and can be switched off."""

from playwright.sync_api import expect

from patients.models import Patient
from tests.browser import given, when
from tests.browser.visitor import Visitor


def when_single_keys_are_switched(who: Visitor) -> None:
    who.page.locator(".account-menu summary").click()
    who.page.get_by_label("Single-key shortcuts on this device").click()


def test_shortcuts_switched_off_stay_off_on_every_page(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    when_single_keys_are_switched(nora)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "s", "/")
    expect(when.form(nora, "Record dose step")).to_be_hidden()
    expect(when.form(nora, "Record side effect")).to_be_hidden()
    expect(nora.page.get_by_role("searchbox")).not_to_be_focused()
    expect(nora.page.locator("kbd:visible")).to_have_count(0)


def test_shortcuts_switched_on_again_work(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    when_single_keys_are_switched(nora)
    nora.page.get_by_label("Single-key shortcuts on this device").click()
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d")
    expect(when.form(nora, "Record dose step")).to_be_visible()


def test_a_letter_typed_into_a_field_is_no_shortcut(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "s")
    note = when.form(nora, "Record side effect").get_by_label("Note (optional)")
    note.press_sequentially("dose /s")
    expect(note).to_have_value("dose /s")
    expect(when.form(nora, "Record dose step")).to_be_hidden()


def test_a_key_with_control_is_left_to_the_browser(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "Control+d", "Alt+s")
    expect(when.form(nora, "Record dose step")).to_be_hidden()
    expect(when.form(nora, "Record side effect")).to_be_hidden()


def test_escape_closes_a_form_and_leads_back_to_its_button(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "Escape")
    expect(when.form(nora, "Record dose step")).to_be_hidden()
    expect(nora.page.get_by_role("link", name="First dose step", exact=True)).to_be_focused()


def test_one_form_is_open_at_a_time(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    when.the_form_is_opened(nora, "First dose step")
    when.save_button(nora, "Record dose step").focus()
    when.keys_are_pressed(nora, "s")
    expect(when.form(nora, "Record dose step")).to_be_hidden()
    expect(when.form(nora, "Record side effect")).to_be_visible()
