"""A neurologist records what daily amounts do not tell: in words, by time of day, since when."""

from playwright.sync_api import Locator, expect

from patients.models import Patient
from tests.browser import given, then, when
from tests.browser.visitor import Visitor

MIDDAY = "Midday"


def dose_form(who: Visitor, patient: Patient) -> Locator:
    """Open the form for a dose step in the chart."""
    when.the_chart_is_opened(who, patient)
    when.keys_are_pressed(who, "d")
    return when.form(who, "Record dose step")


def today(patient: Patient) -> str:
    return f"{patient.clinic.today():%d-%b-%Y}"


def test_case_9_5_mg_every_other_day_is_recorded_in_words(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    form = dose_form(nora, patient)
    expect(form.get_by_label("Regimen in words")).to_be_hidden()
    when.a_rarer_way_is_chosen(form, "in words")
    expect(form.get_by_label("mg each time")).to_be_hidden()
    form.get_by_label("Regimen in words").fill("5 mg every other day")
    expect(form).to_contain_text("5 mg every other day")
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "5 mg every other day", "Taking, in words, since")
    then.it_is_read_back(nora, f"Recorded 5 mg every other day from {today(patient)}")


def test_case_9_an_empty_midday_dose_is_left_empty(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    form = dose_form(nora, patient)
    expect(form.get_by_label(MIDDAY)).to_be_hidden()
    form.get_by_label("different", exact=True).check()
    form.get_by_label("Morning").fill("10")
    form.get_by_label("Bedtime").fill("20")
    regimen = "10 mg morning, 20 mg bedtime a day"
    expect(form).to_contain_text(f"{regimen} = 30 mg per day")
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, regimen, "30 mg per day since")
    form = dose_form(nora, patient)
    expect(form.get_by_label("Morning")).to_be_focused()
    expect(form.get_by_label(MIDDAY)).to_have_value("")


def test_case_9_a_dose_decided_by_a_hospital_says_so(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    form = dose_form(nora, patient)
    form.get_by_label("mg each time").fill("5")
    form.get_by_label("Decided by").select_option("Hospital")
    when.the_dose_is_saved(nora)
    expect(then.step_row(nora, today(patient))).to_contain_text("decided by hospital")


def test_case_9_a_first_dose_that_is_not_known_was_taken_since_a_year(
    nora: Visitor, patient: Patient
) -> None:
    form = dose_form(nora, patient)
    when.a_rarer_way_is_chosen(form, "in words")
    form.get_by_label("Regimen in words").fill("dose not known")
    expect(form.get_by_label("Taken since")).to_be_hidden()
    form.get_by_label("Already taking this when first recorded here").check()
    form.get_by_label("Taken since").fill("2019")
    when.the_dose_is_saved(nora)
    row = then.step_row(nora, today(patient))
    expect(row).to_contain_text("dose not known")
    expect(row).to_contain_text("already taking since 2019")


def test_case_11_a_note_is_shown_in_the_lines_in_which_it_was_typed(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    form = dose_form(nora, patient)
    form.get_by_label("mg each time").fill("15")
    note = form.get_by_label("Note")
    note.press_sequentially("Slept badly")
    note.press("Enter")
    note.press_sequentially("Fell on Friday")
    when.the_dose_is_saved(nora)
    shown = then.step_row(nora, today(patient)).locator(".lines")
    assert shown.inner_text() == "Slept badly\nFell on Friday"


def test_words_typed_before_choosing_equal_amounts_are_ignored(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    form = dose_form(nora, patient)
    when.a_rarer_way_is_chosen(form, "in words")
    form.get_by_label("Regimen in words").fill("x" * 101)
    form.get_by_text("three", exact=True).click()
    form.get_by_label("mg each time").fill("15")
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "15 mg three times a day", "45 mg per day")
