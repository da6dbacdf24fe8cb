"""Two people, one chart; and one person, two clicks."""

import pytest
from playwright.sync_api import expect

from patients.models import Clinic, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories import a_neurologist
from titration.models import DoseStep, SideEffect


@pytest.fixture
def noah(visits: Visits, clinic: Clinic) -> Visitor:
    """Another neurologist of the clinic, at another desk."""
    return visits(a_neurologist(clinic, full_name="Noah SECOND"))


def test_the_second_is_told_what_the_first_saved_and_decides_again(
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
    expect(noah.page.get_by_label("Dose, mg each time")).to_have_value("17.5")
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


def test_a_double_click_saves_a_dose_once(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5")
    when.form(nora, "Record dose step").get_by_role("button", name="Save dose step").dblclick()
    then.the_current_dose_is(nora, "15 mg three times a day")
    assert DoseStep.objects.count() == 2


def test_a_double_click_saves_a_side_effect_once(nils: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "s", "m", "Tab", "m")
    form = when.form(nils, "Record side effect")
    form.get_by_role("button", name="Save side effect").dblclick()
    then.it_is_read_back(nils, "Recorded Muscle weakness, mild")
    assert SideEffect.objects.count() == 1
