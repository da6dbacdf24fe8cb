"""Two people change one chart; one person sends one form twice."""

import pytest
from playwright.sync_api import expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories import a_neurologist
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect


@pytest.fixture
def noah(visits: Visits, clinic: Clinic) -> Visitor:
    """Another neurologist of the clinic, at another desk."""
    return visits(a_neurologist(clinic, full_name="Noah SECOND"))


def test_the_second_author_sees_what_the_first_saved_and_decides_again(
    nora: Visitor, noah: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.the_chart_is_opened(noah, patient)
    when.keys_are_pressed(nora, "d", "1", "5", "Enter")
    then.the_current_dose_is(nora, "15 mg three times a day")
    noah.expects.add(409)
    when.keys_are_pressed(noah, "d", "1", "7", ".", "5", "Enter")
    told = noah.page.get_by_role("alert")
    expect(told).to_contain_text("The dose steps changed while this form was open.")
    expect(told).to_contain_text("15 mg three times a day")
    expect(told).to_contain_text("Nora NEUROLOGIST")
    expect(noah.page.get_by_label("mg each time")).to_have_value("17.5")
    assert DoseStep.objects.count() == 2


def test_what_was_refused_can_be_sent_again_once_decided(
    nora: Visitor, noah: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(noah, patient)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d")
    when.a_dose_is_typed(nora, "15", 3, from_=f"{given.ago(patient, 2):%d-%b-%Y}")
    when.the_dose_is_saved(nora)
    then.the_current_dose_is(nora, "15 mg three times a day")
    noah.expects.add(409)
    when.keys_are_pressed(noah, "d", "1", "7", ".", "5", "Enter")
    expect(noah.page.get_by_role("alert")).to_be_focused()
    when.the_dose_is_saved(noah)
    then.the_current_dose_is(noah, "17.5 mg three times a day", "was 45 mg per day")


def test_a_double_click_saves_once(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5")
    when.save_button(nora, "Record dose step").dblclick()
    then.the_current_dose_is(nora, "15 mg three times a day")
    assert DoseStep.objects.count() == 2


def test_a_dose_sent_again_after_a_lost_answer_is_saved_once(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5")
    when.it_is_saved_but_the_answer_is_lost(nora, "Record dose step")
    assert DoseStep.objects.count() == 2
    when.save_button(nora, "Record dose step").click()
    then.it_is_read_back(nora, "Recorded 15 mg three times a day")
    assert DoseStep.objects.count() == 2


def test_a_side_effect_sent_again_after_a_lost_answer_is_saved_once(
    nils: Visitor, patient: Patient
) -> None:
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "s", "m", "Tab", "m")
    when.it_is_saved_but_the_answer_is_lost(nils, "Record side effect")
    when.save_button(nils, "Record side effect").click()
    then.it_is_read_back(nils, "Recorded Muscle weakness, mild")
    assert SideEffect.objects.count() == 1


def test_a_form_that_saved_50_mg_and_is_sent_again_with_5_mg_shows_both(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "5", "0")
    when.it_is_saved_but_the_answer_is_lost(nora, "Record dose step")
    when.a_dose_is_typed(nora, "5", 3)
    nora.expects.add(409)
    when.the_dose_is_saved(nora)
    both_are_shown(nora)
    when.the_dose_is_saved(nora)  # by accident
    both_are_shown(nora)
    assert [str(step.doses_mg[0]) for step in DoseStep.objects.order_by("pk")] == ["10.00", "50.00"]
    when.link_is_followed(nora, "Correct what was saved")
    nora.page.get_by_role("button", name="Throw away").click()
    form = when.form(nora, "Correct dose step")
    expect(form).to_contain_text("50 mg three times a day")
    form.get_by_label("Wrong amount").check()
    form.get_by_label("mg each time").fill("5")
    form.get_by_role("button", name="Save correction").click()
    then.the_current_dose_is(nora, "5 mg three times a day")


def test_what_is_on_its_way_is_answered_before_the_form_asks_whether_to_throw_it_away(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5")
    given.a_dose(patient, "20x3", days_ago=7)
    nora.expects.add(409)
    when.it_is_saved_and_the_answer_takes_its_time(nora, "Record dose step")
    when.keys_are_pressed(nora, "Escape")
    expect(nora.page.get_by_role("alert")).to_contain_text("The dose steps changed")
    nora.page.get_by_role("button", name="Keep").click()
    expect(nora.page.get_by_label("mg each time")).to_have_value("15")


def test_without_javascript_both_amounts_are_shown_too(
    visits: Visits, neurologist: Account, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    nora = visits(neurologist, java_script_enabled=False)
    nora.opens(f"/patients/{patient.pk}/dose-steps/record/")
    when.a_dose_is_typed(nora, "50", 3)
    when.it_is_saved_but_the_answer_is_lost(nora, "Record dose step")
    when.a_dose_is_typed(nora, "5", 3)
    nora.expects.add(409)
    when.the_dose_is_saved(nora)
    both_are_shown(nora)
    when.link_is_followed(nora, "Begin a new form")
    expect(nora.page.get_by_label("mg each time")).to_have_value("50")
    expect(nora.page.get_by_role("alert")).to_have_count(0)


def both_are_shown(who: Visitor) -> None:
    told = who.page.get_by_role("alert")
    expect(told).to_contain_text("This form was already saved")
    expect(told).to_contain_text("50 mg three times a day from")
    expect(told).to_contain_text("5 mg three times a day from")
    expect(told).to_contain_text("Doses mg: saved 50, 50, 50; sent now 5, 5, 5")
    expect(told).to_contain_text("by Nora NEUROLOGIST")
    expect(who.page.get_by_label("mg each time")).to_have_value("5")
