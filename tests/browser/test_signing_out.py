"""Signing in leads to the page asked for; signing out ends the session for good."""

from playwright.sync_api import expect

from patients.models import Account, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories.people import PASSWORD


def test_after_signing_out_neither_back_button_nor_address_shows_a_chart(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    then.the_current_dose_is(nora, "10 mg three times a day")
    when.the_person_signs_out(nora)
    then.it_asks_to_sign_in(nora)
    expect(nora.page.get_by_role("status")).to_contain_text("You are signed out.")
    nora.page.go_back()
    then.it_asks_to_sign_in(nora)
    when.the_chart_is_opened(nora, patient)
    then.it_asks_to_sign_in(nora)


def test_a_copied_cookie_opens_nothing_after_signing_out(
    nora: Visitor, visits: Visits, patient: Patient
) -> None:
    kept = nora.context.storage_state()
    nora.opens("/")
    when.the_person_signs_out(nora)
    then.it_asks_to_sign_in(nora)
    thief = visits(storage_state=kept)
    when.the_chart_is_opened(thief, patient)
    then.it_asks_to_sign_in(thief)


def test_signing_out_works_without_javascript(visits: Visits, neurologist: Account) -> None:
    nora = visits(neurologist, java_script_enabled=False)
    nora.opens("/")
    when.the_person_signs_out(nora)
    then.it_asks_to_sign_in(nora)


def test_a_chart_asked_for_too_early_opens_after_signing_in(
    visits: Visits, neurologist: Account, patient: Patient
) -> None:
    nora = visits()
    when.the_chart_is_opened(nora, patient)
    then.it_asks_to_sign_in(nora)
    when.keys_are_pressed(nora, "Tab")
    nora.page.get_by_label("E-mail").fill(neurologist.email)
    nora.page.get_by_label("Password").fill(PASSWORD)
    nora.page.keyboard.press("Enter")
    expect(nora.page.locator(".patient-name")).to_have_text("EXAMPLE, Eva")


def test_a_wrong_password_reveals_nothing_about_the_account(
    visits: Visits, neurologist: Account
) -> None:
    nora = visits()
    nora.expects.add(422)
    nora.opens("/sign-in/")
    nora.page.get_by_label("E-mail").fill(neurologist.email)
    nora.page.get_by_label("Password").fill("not this one")
    nora.page.get_by_role("button", name="Sign in").click()
    told = nora.page.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("No account in use has this e-mail and password.")
    expect(nora.page.get_by_label("E-mail")).to_have_value(neurologist.email)
    expect(nora.page.get_by_label("Password")).to_have_value("")
