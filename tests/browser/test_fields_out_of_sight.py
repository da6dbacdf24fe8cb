"""A choice hides the fields it does not need, and what stands in hidden fields is ignored."""

from playwright.sync_api import Locator, expect

from patients.models import Patient
from tests.browser import given, then, when
from tests.browser.visitor import Visitor


def dose_form(who: Visitor, patient: Patient) -> Locator:
    """The form for a dose step, opened in the chart of a patient who takes 10 mg three times."""
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(who, patient)
    when.keys_are_pressed(who, "d")
    return when.form(who, "Record dose step")


def test_digit_keys_fill_in_different_amounts(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "5 5 10", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d")
    nora.page.keyboard.type("5, 5, 15")
    when.keys_are_pressed(nora, "Enter")
    then.the_current_dose_is(nora, "5 mg, 5 mg, 15 mg a day", "25 mg per day")


def test_a_stop_asks_for_no_amount(nora: Visitor, patient: Patient) -> None:
    form = dose_form(nora, patient)
    form.get_by_label("mg each time").fill("1o")
    form.get_by_text("stop", exact=True).click()
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "Stopped", "was 30 mg per day")


def test_different_amounts_typed_before_choosing_equal_ones_are_ignored(
    nora: Visitor, patient: Patient
) -> None:
    form = dose_form(nora, patient)
    form.get_by_label("mg each time").fill("15")
    when.a_rarer_way_is_chosen(form, "more times")
    form.get_by_label("Different amounts, mg in order").fill("5 and 10")
    form.get_by_text("three", exact=True).click()
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "15 mg three times a day", "45 mg per day")


def test_another_effect_typed_before_choosing_a_listed_one_is_ignored(
    nils: Visitor, patient: Patient
) -> None:
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "s")
    form = when.form(nils, "Record side effect")
    form.get_by_text("Other", exact=True).click()
    form.get_by_label("Other side effect").fill("sleepy")
    form.get_by_text("Drowsiness").click()
    form.get_by_text("Mild").click()
    form.get_by_role("button", name="Save side effect").click()
    then.it_is_read_back(nils, "Recorded Drowsiness, mild, onset")


def test_a_refusal_links_to_a_visible_field(nora: Visitor, patient: Patient) -> None:
    nora.expects.add(422)
    given.a_dose(patient, "5 5 10", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "Enter")
    nora.page.get_by_role("link", name="This is the same as the dose before it").click()
    expect(nora.page.get_by_label("Different amounts, mg in order")).to_be_focused()
