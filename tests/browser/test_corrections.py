"""An entry marked as entered in error stays visible, struck through, and counts nowhere."""

import re

import pytest
from playwright.sync_api import Locator, expect

from patients.models import Account, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from titration.record.dose_steps.models import DoseStep

ABOVE = re.compile("40 mg in one dose|120 mg per day")
REASON = "Typed on the wrong chart"
MARK = "Mark as entered in error"


@pytest.fixture
def wrong(patient: Patient) -> DoseStep:
    """Record 40 mg three times a day after 10 mg: above the article's range in two ways."""
    given.a_dose(patient, "10x3", days_ago=21)
    return given.a_dose(patient, "40x3", days_ago=5)


def day_of(step: DoseStep) -> str:
    return f"{step.starts_on:%d-%b-%Y}"


def when_it_is_corrected(who: Visitor, step: DoseStep) -> Locator:
    when.the_chart_is_opened(who, step.patient)
    when.link_is_followed(who, f"Correct the step from {day_of(step)}")
    return when.form(who, "Correct dose step")


def when_it_is_only_marked(who: Visitor) -> None:
    when.link_is_followed(who, "Only strike it out")
    when_a_reason_is_given(when.form(who, MARK))
    who.page.get_by_role("button", name=MARK).click()


def when_a_reason_is_given(form: Locator) -> None:
    form.get_by_label("Other", exact=True).check()
    form.get_by_label("Why it was entered in error").fill(REASON)


def then_it_is_struck_through(who: Visitor, step: DoseStep) -> None:
    row = then.step_row(who, day_of(step)).filter(has_text="40 mg three times a day")
    expect(row).to_have_class("entered-in-error")
    expect(row.locator(".regimen")).to_have_css("text-decoration-line", "line-through")
    expect(row).to_contain_text(f"Entered in error: {REASON}")


def test_a_step_marked_in_error_leaves_every_figure(nora: Visitor, wrong: DoseStep) -> None:
    when.the_chart_is_opened(nora, wrong.patient)
    then.the_current_dose_is(nora, "40 mg three times a day", "120 mg per day")
    expect(then.flags(nora).filter(has_text=ABOVE)).to_have_count(2)
    when_it_is_corrected(nora, wrong)
    when_it_is_only_marked(nora)
    then_it_is_struck_through(nora, wrong)
    then.the_current_dose_is(nora, "10 mg three times a day", "30 mg per day")
    expect(then.flags(nora).filter(has_text=ABOVE)).to_have_count(0)
    then.the_drawing_tells(nora, re.compile("10 mg three times a day = 30 mg per day"))
    nora.opens("/")
    expect(then.worklist_row(nora, wrong.patient)).to_contain_text("10 mg three times a day")
    expect(then.worklist_row(nora, wrong.patient)).not_to_contain_text("above")


def test_a_replaced_step_counts_with_its_corrected_amount(nora: Visitor, wrong: DoseStep) -> None:
    form = when_it_is_corrected(nora, wrong)
    when_a_reason_is_given(form)
    form.get_by_label("mg each time").fill("12.5")
    struck = form.locator("s")
    expect(struck).to_have_text("40 mg three times a day = 120 mg per day")
    expect(form.locator(".readback")).to_contain_text("82.5 mg less")
    form.get_by_role("button", name="Save correction").click()
    then.it_is_read_back(nora, "Recorded 12.5 mg three times a day = 37.5 mg per day")
    then.it_is_read_back(nora, f"in place of 40 mg three times a day from {day_of(wrong)}")
    then_it_is_struck_through(nora, wrong)
    since = f"37.5 mg per day since {day_of(wrong)}"
    then.the_current_dose_is(nora, "12.5 mg three times a day", since)
    then.the_drawing_tells(nora, re.compile("10 mg three"), re.compile("12.5 mg three"))
    nora.opens("/")
    expect(then.worklist_row(nora, wrong.patient)).to_contain_text("12.5 mg three times a day")


@pytest.mark.parametrize("width", [1366, 820, 390])
def test_what_a_step_was_stands_beside_its_amount(
    nora: Visitor, wrong: DoseStep, width: int
) -> None:
    nora.page.set_viewport_size({"width": width, "height": 1180})
    form = when_it_is_corrected(nora, wrong)
    was = form.get_by_text("was 40 mg three times a day", exact=True)
    told, amount = was.bounding_box(), form.get_by_label("mg each time").bounding_box()
    assert told
    assert amount
    assert amount["x"] + amount["width"] < told["x"]
    assert amount["y"] <= told["y"] + told["height"] / 2 <= amount["y"] + amount["height"]
    form.get_by_label("stop", exact=True).check()
    expect(was).to_be_visible()


def test_the_date_of_a_step_in_error_can_be_used_again(nora: Visitor, wrong: DoseStep) -> None:
    when_it_is_corrected(nora, wrong)
    when_it_is_only_marked(nora)
    then_it_is_struck_through(nora, wrong)
    when.keys_are_pressed(nora, "d")
    when.a_dose_is_typed(nora, "15", 3, from_=day_of(wrong))
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "15 mg three times a day", f"since {day_of(wrong)}")


def test_without_a_reason_no_entry_is_marked(nora: Visitor, wrong: DoseStep) -> None:
    nora.expects.add(422)
    form = when_it_is_corrected(nora, wrong)
    form.get_by_role("button", name="Save correction").click()
    expect(form.get_by_role("alert")).to_contain_text("Enter why this was entered in error.")
    when.the_chart_is_opened(nora, wrong.patient)
    then.the_current_dose_is(nora, "40 mg three times a day")


def test_what_was_just_saved_is_corrected_in_four_keys_beside_the_amount(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "5", "0", "Enter")
    then.the_current_dose_is(nora, "50 mg three times a day")
    when.keys_are_pressed(nora, "c", "Space", "Tab", "1", "5", "Enter")
    then.it_is_read_back(nora, "Recorded 15 mg three times a day = 45 mg per day")
    then.the_current_dose_is(nora, "15 mg three times a day", "was 30 mg per day")
    struck = nora.page.locator("tr.entered-in-error")
    expect(struck).to_contain_text("Entered in error: Wrong amount")


def test_an_entry_of_another_patient_is_struck_out_and_the_other_is_looked_for(
    nora: Visitor, wrong: DoseStep
) -> None:
    when_it_is_corrected(nora, wrong)
    when.link_is_followed(nora, "It belongs to another patient")
    form = when.form(nora, MARK)
    expect(form.get_by_label("Wrong patient")).to_be_checked()
    form.get_by_role("button", name=MARK).click()
    expect(nora.page.locator("tr.entered-in-error")).to_contain_text("Wrong patient")
    when.link_is_followed(nora, "Find the other patient")
    expect(nora.page).to_have_title("Worklist – Titration")


def test_without_javascript_a_correction_is_one_step_too(
    visits: Visits, neurologist: Account, wrong: DoseStep
) -> None:
    nora = visits(neurologist, java_script_enabled=False)
    form = when_it_is_corrected(nora, wrong)
    form.get_by_label("Wrong amount").check()
    form.get_by_label("mg each time").fill("12.5")
    form.get_by_role("button", name="Save correction").click()
    then.it_is_read_back(nora, "Recorded 12.5 mg three times a day = 37.5 mg per day")


def test_an_effect_marked_in_error_leaves_flags_and_worklist(
    nils: Visitor, nurse: Account, patient: Patient
) -> None:
    given.an_effect(patient, "muscle weakness", "severe", days_ago=3, by=nurse)
    when.the_chart_is_opened(nils, patient)
    expect(then.flags(nils).filter(has_text="muscle weakness")).to_have_count(1)
    when.link_is_followed(nils, "Correct Muscle weakness")
    when_it_is_only_marked(nils)
    entry = nils.page.locator("li.entered-in-error")
    expect(entry).to_contain_text(f"Entered in error: {REASON}")
    expect(then.flags(nils)).to_have_count(0)
    expect(then.points(nils)).to_have_count(0)
    nils.opens("/")
    expect(then.worklist_row(nils, patient)).not_to_contain_text("Muscle weakness")
