"""What a person does in a browser."""

import re

from django.conf import settings
from playwright.sync_api import Locator, Route, expect

from patients.models import Account, Patient
from tests.browser.visitor import Visitor
from tests.factories.people import PASSWORD
from tests.fixtures import signed_in

TIMES = {1: "once", 2: "twice", 3: "three", 4: "four"}


def the_person_signs_in(who: Visitor, account: Account) -> None:
    """Type e-mail and password into the sign-in page, and arrive at the start page."""
    the_password_is_given(who, account)
    expect(who.page).to_have_url(re.compile(rf"{re.escape(who.home)}/(accounts/)?$"))


def an_account_is_signed_in(who: Visitor, account: Account) -> None:
    """Give the browser a signed-in session of an account; the test opens the first page."""
    cookie = signed_in(account, "password").cookies[settings.SESSION_COOKIE_NAME]
    who.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": who.home}])


def the_password_is_given(who: Visitor, account: Account) -> None:
    """Type e-mail and password into the sign-in page, where a second step may follow."""
    who.opens("/sign-in/")
    who.page.get_by_label("E-mail").fill(account.email)
    who.page.get_by_label("Password").fill(PASSWORD)
    who.page.get_by_role("button", name="Sign in").click()


def the_chart_is_opened(who: Visitor, patient: Patient) -> None:
    """Go to a patient's chart."""
    who.opens(f"/patients/{patient.pk}/")


def keys_are_pressed(who: Visitor, *keys: str, pause_ms: int = 0) -> None:
    """Press keys one after the other: ``keys_are_pressed(nora, "d", "1", "5", "Enter")``."""
    who.page.wait_for_load_state()
    for key in keys:
        who.page.keyboard.press(key)
        who.page.wait_for_timeout(pause_ms)


def taps_are_made(*targets: Locator) -> None:
    """Tap one thing after the other."""
    for target in targets:
        target.tap()


def link_is_followed(who: Visitor, name: str) -> None:
    """Follow the one link of this name."""
    who.page.get_by_role("link", name=name).click()


def details_are_edited(who: Visitor) -> None:
    """Open the page that edits the patient's details, from the chart's menu."""
    who.page.locator(".more summary").click()
    link_is_followed(who, "Edit details")


def the_form_is_opened(who: Visitor, button: str) -> None:
    """Open a form of the chart by its button."""
    who.page.locator(".actions").get_by_role("link", name=button, exact=True).click()


def a_rarer_way_is_chosen(fields: Locator, way: str) -> None:
    """Choose to tell a regimen by ``more times`` or ``in words``."""
    fields.get_by_label("different", exact=True).check()
    fields.get_by_label(way, exact=True).check()


def form(who: Visitor, heading: str) -> Locator:
    """Return the form under a heading, in the chart page or on a page of its own."""
    return who.page.get_by_role("region", name=heading, exact=True)


def a_patient_is_registered(who: Visitor, record_number: str) -> None:
    """From the worklist, register Ada SPECIMEN, an adult with segmental dystonia."""
    who.opens("/")
    link_is_followed(who, "Register patient")
    fields = form(who, "Register patient")
    fields.get_by_label("Family name").fill("Specimen")
    fields.get_by_label("Given name").fill("Ada")
    fields.get_by_label("Record number").fill(record_number)
    fields.get_by_label("Birth date").fill("04-Mar-1979")
    fields.get_by_label("Segmental").check()
    fields.get_by_label("Cervical").check()
    fields.get_by_label("Upper limb").check()
    fields.get_by_role("button", name="Register patient").click()


def a_dose_is_typed(
    who: Visitor, amount: str, times: int, *, from_: str = "", phase: str = ""
) -> None:
    """Fill in the open dose form; fields without an argument stay as they are."""
    fields = form(who, "Record dose step")
    fields.get_by_label("mg each time").fill(amount)
    fields.get_by_label(TIMES[times], exact=True).check()
    if from_:
        fields.get_by_label("From").fill(from_)
    if phase:
        fields.get_by_label(phase).check()


def the_dose_is_saved(who: Visitor) -> None:
    """Send the dose form."""
    form(who, "Record dose step").get_by_role("button", name="Save dose step").click()


def a_side_effect_is_recorded(who: Visitor, term: str, severity: str) -> None:
    """Choose a term and a severity in the chart page, and save."""
    the_form_is_opened(who, "Side effect")
    fields = form(who, "Record side effect")
    fields.get_by_label(term, exact=True).check()
    fields.get_by_label(severity).check()
    fields.get_by_role("button", name="Save side effect").click()
    expect(who.page.locator(".saved")).to_be_visible()


def a_change_is_recorded(who: Visitor, became: str, day: str) -> None:
    """Fill in the open form for a change of a side effect, and save."""
    fields = form(who, "Record a change of a side effect")
    fields.get_by_label(became, exact=True).check()
    fields.get_by_label("Since; if resolved, its last day").fill(day)
    fields.get_by_role("button", name="Save change").click()


def the_person_signs_out(who: Visitor) -> None:
    """Sign out by the menu at the top."""
    who.page.locator(".account-menu summary").click()
    who.page.get_by_role("button", name="Sign out").click()


def save_button(who: Visitor, heading: str) -> Locator:
    """Return the button that sends the form under a heading."""
    return form(who, heading).get_by_role("button", name="Save")


def it_is_saved_and_the_answer_takes_its_time(who: Visitor, heading: str) -> None:
    """Send the form under a heading; its answer is still on its way when this returns."""

    def wait(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        who.page.wait_for_timeout(800)
        route.fulfill(response=answer)

    who.page.route("**/record/", wait, times=1)
    save_button(who, heading).click(no_wait_after=True)


def it_is_saved_but_the_answer_is_lost(who: Visitor, heading: str) -> None:
    """Send the form under a heading; the server saves it, but its answer never arrives."""

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("aborted")

    who.page.route("**/record/", lose, times=1)
    with who.page.expect_event("requestfailed"):
        save_button(who, heading).click()
