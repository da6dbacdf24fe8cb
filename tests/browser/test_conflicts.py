"""Two people, one chart; and one person, two clicks."""

import pytest
from playwright.sync_api import Locator, Route, expect

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


def test_a_double_click_saves_once(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5")
    save_button(nora, "Record dose step").dblclick()
    then.the_current_dose_is(nora, "15 mg three times a day")
    assert DoseStep.objects.count() == 2


def test_a_dose_sent_again_after_a_lost_answer_is_saved_once(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "d", "1", "5")
    when_it_is_saved_but_the_answer_is_lost(nora, "Record dose step")
    assert DoseStep.objects.count() == 2
    save_button(nora, "Record dose step").click()
    then.it_is_read_back(nora, "Recorded 15 mg three times a day")
    assert DoseStep.objects.count() == 2


def test_a_side_effect_sent_again_after_a_lost_answer_is_saved_once(
    nils: Visitor, patient: Patient
) -> None:
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "s", "m", "Tab", "m")
    when_it_is_saved_but_the_answer_is_lost(nils, "Record side effect")
    save_button(nils, "Record side effect").click()
    then.it_is_read_back(nils, "Recorded Muscle weakness, mild")
    assert SideEffect.objects.count() == 1


def save_button(who: Visitor, heading: str) -> Locator:
    return when.form(who, heading).get_by_role("button", name="Save")


def when_it_is_saved_but_the_answer_is_lost(who: Visitor, heading: str) -> None:
    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("aborted")  # the browser then stays where it is

    who.page.route("**/record/", lose, times=1)
    with who.page.expect_event("requestfailed"):
        save_button(who, heading).click()
