"""An entry marked as entered in error stays visible, struck through, and counts nowhere."""

import re

import pytest
from playwright.sync_api import expect

from patients.models import Account, Patient
from tests.browser import given, then, when
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


def when_it_is_corrected(who: Visitor, step: DoseStep) -> None:
    when.the_chart_is_opened(who, step.patient)
    when.link_is_followed(who, f"Correct the step from {day_of(step)}")
    who.page.get_by_label("Why it was entered in error").fill(REASON)


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
    nora.page.get_by_role("button", name=MARK).click()
    then_it_is_struck_through(nora, wrong)
    then.the_current_dose_is(nora, "10 mg three times a day", "30 mg per day")
    expect(then.flags(nora).filter(has_text=ABOVE)).to_have_count(0)
    then.the_drawing_tells(nora, re.compile("10 mg three times a day = 30 mg per day"))
    nora.opens("/")
    expect(then.worklist_row(nora, wrong.patient)).to_contain_text("10 mg three times a day")
    expect(then.worklist_row(nora, wrong.patient)).not_to_contain_text("above")


def test_a_replaced_step_counts_with_its_corrected_amount(nora: Visitor, wrong: DoseStep) -> None:
    when_it_is_corrected(nora, wrong)
    when.link_is_followed(nora, "Also record what it was meant to say")
    nora.page.get_by_label("Why it was entered in error").fill(REASON)
    nora.page.get_by_label("Dose, mg each time").fill("12.5")
    nora.page.get_by_role("button", name="Mark in error and record anew").click()
    then_it_is_struck_through(nora, wrong)
    since = f"37.5 mg per day since {day_of(wrong)}"
    then.the_current_dose_is(nora, "12.5 mg three times a day", since)
    then.the_drawing_tells(nora, re.compile("10 mg three"), re.compile("12.5 mg three"))
    nora.opens("/")
    expect(then.worklist_row(nora, wrong.patient)).to_contain_text("12.5 mg three times a day")


def test_the_date_of_a_step_in_error_can_be_used_again(nora: Visitor, wrong: DoseStep) -> None:
    when_it_is_corrected(nora, wrong)
    nora.page.get_by_role("button", name=MARK).click()
    then_it_is_struck_through(nora, wrong)
    when.keys_are_pressed(nora, "d")
    when.a_dose_is_typed(nora, "15", 3, from_=day_of(wrong))
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "15 mg three times a day", f"since {day_of(wrong)}")


def test_without_a_reason_no_entry_is_marked(nora: Visitor, wrong: DoseStep) -> None:
    nora.expects.add(422)
    when_it_is_corrected(nora, wrong)
    nora.page.get_by_label("Why it was entered in error").fill("")
    nora.page.get_by_role("button", name=MARK).click()
    expect(nora.page.get_by_role("alert")).to_contain_text("Enter why this was entered in error.")
    when.the_chart_is_opened(nora, wrong.patient)
    then.the_current_dose_is(nora, "40 mg three times a day")


def test_an_effect_marked_in_error_leaves_flags_and_worklist(
    nils: Visitor, nurse: Account, patient: Patient
) -> None:
    given.an_effect(patient, "muscle weakness", "severe", days_ago=3, by=nurse)
    when.the_chart_is_opened(nils, patient)
    expect(then.flags(nils).filter(has_text="muscle weakness")).to_have_count(1)
    when.link_is_followed(nils, "Correct Muscle weakness")
    nils.page.get_by_label("Why it was entered in error").fill(REASON)
    nils.page.get_by_role("button", name=MARK).click()
    entry = nils.page.locator("li.entered-in-error")
    expect(entry).to_contain_text(f"Entered in error: {REASON}")
    expect(then.flags(nils)).to_have_count(0)
    expect(then.points(nils)).to_have_count(0)
    nils.opens("/")
    expect(then.worklist_row(nils, patient)).not_to_contain_text("Attention")
