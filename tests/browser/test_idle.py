"""Two minutes before a session ends the page says so; what was typed outlives the session."""

import pytest
from django.conf import settings as current
from playwright.sync_api import Locator, expect
from pytest_django import Settings

from patients.models import Account, Patient
from tests.browser import then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories.people import PASSWORD
from titration.record.reviews.models import Review

SHORT, LONG = 20, 15 * 60  # seconds
NOTE = "Sleeps well"


@pytest.fixture
def nora_types(
    visits: Visits, neurologist: Account, patient: Patient, settings: Settings
) -> Visitor:
    """A neurologist who has typed a note, in a session that ends in a moment."""
    settings.SESSION_IDLE_SECONDS = SHORT
    nora = visits(neurologist)
    nora.opens(f"/patients/{patient.pk}/reviews/record/")
    nora.page.get_by_label("Note (optional)").fill(NOTE)
    return nora


def warning(who: Visitor) -> Locator:
    return who.page.get_by_role("region", name="Your session")


def test_a_page_warns_two_minutes_before_and_not_earlier(nora: Visitor) -> None:
    nora.page.clock.install()
    nora.opens("/reference/")
    expect(warning(nora)).to_be_hidden()
    nora.page.clock.fast_forward((LONG - 130) * 1000)
    expect(warning(nora)).to_be_hidden()
    nora.page.clock.fast_forward(15_000)
    expect(warning(nora).get_by_role("alert")).to_contain_text("signed out in 2 minutes")


def test_any_key_keeps_the_session_and_is_typed_where_it_belongs(
    nora_types: Visitor, settings: Settings
) -> None:
    expect(warning(nora_types).get_by_role("alert")).to_contain_text("Press any key")
    settings.SESSION_IDLE_SECONDS = LONG

    nora_types.page.keyboard.press("!")

    expect(warning(nora_types)).to_be_hidden()
    expect(nora_types.page.get_by_label("Note (optional)")).to_have_value(f"{NOTE}!")


def test_the_button_keeps_the_session_and_leads_back_to_the_field(
    nora_types: Visitor, settings: Settings
) -> None:
    settings.SESSION_IDLE_SECONDS = LONG

    warning(nora_types).get_by_role("button", name="Stay signed in").click()

    expect(warning(nora_types)).to_be_hidden()
    expect(nora_types.page.get_by_label("Note (optional)")).to_be_focused()


def test_a_note_typed_before_the_end_is_saved_after_signing_in_again_in_another_tab(
    nora_types: Visitor, neurologist: Account, patient: Patient, settings: Settings
) -> None:
    page = nora_types.page
    told = warning(nora_types).get_by_role("alert")
    expect(told).to_contain_text("You were signed out", timeout=(SHORT + 15) * 1000)
    expect(page.get_by_label("Note (optional)")).to_have_value(NOTE)

    settings.SESSION_IDLE_SECONDS = LONG
    clear_session(nora_types)
    with page.expect_popup() as opened:
        warning(nora_types).get_by_role("link", name="Sign in again").click()
    tab = opened.value
    tab.get_by_label("E-mail").fill(neurologist.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_role("navigation", name="Views")).to_be_visible()
    tab.close()
    page.bring_to_front()
    expect(warning(nora_types)).to_be_hidden()
    when.save_button(nora_types, "Record review").click()

    then.it_is_read_back(nora_types, "Recorded Review of")
    assert Review.objects.get(patient=patient).note == NOTE


def clear_session(who: Visitor) -> None:
    """End the session, as its idle limit did before the test set another."""
    who.context.clear_cookies(name=current.SESSION_COOKIE_NAME)
