"""A nurse records no dose; an admin reads no chart."""

from playwright.sync_api import expect

from patients.models import Account, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from titration.record.dose_steps.models import DoseStep

DOSES = "Dose steps are recorded by neurologists of the clinic. Nothing was changed."


def test_a_nurses_chart_has_no_button_for_doses(nils: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "d", "1", "5", "Enter", pause_ms=60)
    then.the_current_dose_is(nils, "10 mg three times a day")
    expect(nils.page.get_by_role("link", name="Dose step")).to_have_count(0)
    expect(nils.page.get_by_role("link", name="Correct the step")).to_have_count(0)
    expect(nils.page.locator("form[action*=dose-steps]")).to_have_count(0)
    assert DoseStep.objects.count() == 1


def test_a_nurse_who_types_the_address_is_told_why_it_is_refused(
    nils: Visitor, patient: Patient
) -> None:
    nils.expects.add(403)
    nils.opens(f"/patients/{patient.pk}/dose-steps/record/")
    then.the_page_says(nils, "Not open to you", DOSES)


def test_a_nurse_who_changes_a_forms_address_is_told_why_it_is_refused(
    nils: Visitor, patient: Patient
) -> None:
    nils.expects.add(403)
    when.the_chart_is_opened(nils, patient)
    when.the_form_is_opened(nils, "Side effect")
    form = when.form(nils, "Record side effect").locator("form")
    form.evaluate("form => { form.action = 'dose-steps/record/'; }")
    form.get_by_role("button", name="Save side effect").click()
    then.the_page_says(nils, "Not open to you", DOSES)
    assert DoseStep.objects.count() == 0


def test_an_admin_reads_no_chart(visits: Visits, admin: Account, patient: Patient) -> None:
    ada = visits()
    ada.expects.add(403)
    when.the_person_signs_in(ada, admin)
    then.the_page_says(ada, "Accounts")
    expect(ada.page.get_by_role("link", name="Worklist")).to_have_count(0)
    when.the_chart_is_opened(ada, patient)
    then.the_page_says(ada, "Not open to you", "read by neurologists and nurses of the clinic")
    expect(ada.page.locator("body")).not_to_contain_text(patient.family_name)


def test_a_chart_of_another_clinic_is_not_found(
    visits: Visits, outsider: Account, patient: Patient
) -> None:
    otto = visits(outsider)
    otto.expects.add(404)
    when.the_chart_is_opened(otto, patient)
    then.the_page_says(otto, "Page not found")
    expect(otto.page.locator("body")).not_to_contain_text(patient.family_name)
