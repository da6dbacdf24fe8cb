"""A neurologist records doses, by keyboard, by pointer, and without JavaScript."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from patients.models import Account, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor


def today(patient: Patient) -> str:
    return f"{patient.clinic.today():%d-%b-%Y}"


@pytest.mark.parametrize("pause_ms", [0, 20, 60])
def test_a_new_dose_takes_four_keys(nora: Visitor, patient: Patient, pause_ms: int) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5", "Enter", pause_ms=pause_ms)
    then.the_current_dose_is(nora, "15 mg three times a day", "45 mg per day since")
    recorded = (
        f"Recorded 15 mg three times a day = 45 mg per day (15 + 15 + 15) from {today(patient)}."
    )
    then.it_is_read_back(nora, recorded)


def test_the_confirmation_of_a_saved_dose_links_to_its_correction(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5", "Enter")
    nora.page.get_by_role("status").get_by_role("link", name="Correct").click()
    expect(when.form(nora, "Correct dose step")).to_contain_text("15 mg three times a day")


def test_dose_and_frequency_take_eight_keys(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "2", ".", "5", "Tab", "ArrowRight", "Enter")
    then.the_current_dose_is(nora, "12.5 mg four times a day", "50 mg per day")


def test_the_form_shows_the_typed_dose_in_words_before_it_is_saved(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "7", ".", "5")
    form = when.form(nora, "Record dose step")
    expect(form).to_contain_text("17.5 mg three times a day = 52.5 mg per day")


def test_without_javascript_a_page_of_its_own_does_the_same(
    visits: Visits, neurologist: Account, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    nora = visits(neurologist, java_script_enabled=False)
    when.the_chart_is_opened(nora, patient)
    when.the_form_is_opened(nora, "Dose step")
    when.a_dose_is_typed(nora, "15", 3)
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "15 mg three times a day", "45 mg per day since")
    then.it_is_read_back(nora, "Recorded 15 mg three times a day = 45 mg per day")


def test_the_first_dose_of_a_new_patient(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    then.the_current_dose_is(nora, "No dose recorded")
    when.keys_are_pressed(nora, "d")
    when.a_dose_is_typed(nora, "5", 3)
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "5 mg three times a day", "15 mg per day since")
    then.the_drawing_tells(nora, f"5 mg three times a day = 15 mg per day {today(patient)}")


def test_a_first_dose_already_taken_is_marked_as_such(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d")
    when.a_dose_is_typed(nora, "15", 3)
    nora.page.get_by_label("Already taking this when first recorded here").check()
    when.the_dose_is_saved(nora)
    expect(then.step_row(nora, today(patient))).to_contain_text("already taking")
    expect(then.flags(nora).filter(has_text="first step of a course")).to_have_count(0)


def test_different_amounts_within_a_day_are_recorded(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d")
    form = when.form(nora, "Record dose step")
    when.a_rarer_way_is_chosen(form, "more times")
    form.get_by_label("Different amounts, mg in order").fill("5, 5, 10")
    expect(form).to_contain_text("5 mg, 5 mg, 10 mg a day = 20 mg per day")
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "5 mg, 5 mg, 10 mg a day", "20 mg per day since")


def test_a_stop_is_recorded(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d")
    form = when.form(nora, "Record dose step")
    form.get_by_label("stop", exact=True).check()
    expect(form.get_by_label("mg each time")).to_be_hidden()
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "Stopped", f"Since {today(patient)} (0 days), was 30 mg per day")


def test_a_step_from_next_monday_is_planned_and_drawn_dashed(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    day = patient.clinic.today()
    monday = f"{day + timedelta(days=7 - day.weekday()):%d-%b-%Y}"
    when.the_chart_is_opened(nora, patient)
    expect(then.dashed_line(nora)).to_have_count(0)
    when.keys_are_pressed(nora, "d")
    when.a_dose_is_typed(nora, "15", 3, from_=monday)
    when.the_dose_is_saved(nora)
    planned = f"Planned {monday}: 15 mg three times a day"
    then.the_current_dose_is(nora, "10 mg three times a day", planned)
    expect(then.step_row(nora, monday)).to_contain_text("planned")
    expect(then.dashed_line(nora)).to_be_visible()


def test_an_impossible_amount_is_refused_in_the_fields_own_words(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    nora.expects.add(422)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "e", "9", "Enter")
    expect(nora.page).to_have_title(re.compile("^Error: Chart "))
    expect(nora.page.get_by_role("alert")).to_be_focused()
    expect(nora.page.get_by_role("alert")).to_contain_text("1e9 is not an amount.")
    expect(nora.page.get_by_label("mg each time")).to_have_value("1e9")
