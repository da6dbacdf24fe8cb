"""Setting up second factors, and signing in with them, in a browser with a passkey of its own."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from patients.models import Account
from tests.browser import then, when
from tests.browser.conftest import Visits
from tests.browser.test_accessibility import problems_at
from tests.browser.visitor import Visitor
from tests.factories import code_of

WIDTHS = (1366, 820, 320)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def nils(visits: Visits) -> Visitor:
    """A nurse's browser that keeps passkeys; they need a site with a name."""
    visitor = visits()
    visitor.home = visitor.home.replace("127.0.0.1", "localhost")
    visitor.expects = {422}
    device = visitor.context.new_cdp_session(visitor.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return visitor


def press(who: Visitor, name: str) -> None:
    who.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def signs_out(who: Visitor) -> None:
    who.opens("/sign-out/")
    press(who, "Sign out")
    then.it_asks_to_sign_in(who)


def assert_accessible(who: Visitor) -> None:
    who.page.evaluate(AXE_SCRIPT)
    assert [problem for width in WIDTHS for problem in problems_at(who, width)] == []


def test_a_passkey_is_set_up_and_then_signs_in_alone(nils: Visitor, nurse: Account):
    when.the_person_signs_in(nils, nurse)
    nils.opens("/account/")
    assert_accessible(nils)
    nils.page.get_by_role("link", name="Change second factors").click()
    assert_accessible(nils)
    nils.page.get_by_role("link", name="Add a passkey").click()
    assert_accessible(nils)
    nils.page.get_by_label("What to call it").fill("Blue key")
    press(nils, "Add a passkey")

    then.the_page_says(nils, "Recovery codes", "They are not shown again.")
    assert_accessible(nils)
    press(nils, "I have kept them")
    then.the_page_says(nils, "Second factors", "Passkey “Blue key”")
    assert_accessible(nils)

    signs_out(nils)
    nils.opens("/sign-in/?next=/reference/")
    assert_accessible(nils)
    press(nils, "Use a passkey")
    expect(nils.page).to_have_url(f"{nils.home}/reference/")

    signs_out(nils)
    when.the_password_is_given(nils, nurse)
    then.the_page_says(nils, "Second step")
    assert_accessible(nils)
    press(nils, "Use your passkey")
    expect(nils.page).to_have_url(f"{nils.home}/")

    signs_out(nils)
    Account.objects.update(is_active=False)
    press(nils, "Use a passkey")
    then.the_page_says(nils, "Sign in", "The passkey was not used.")


def test_an_app_is_set_up_from_its_key_and_its_next_code_signs_in(nils: Visitor, nurse: Account):
    when.the_person_signs_in(nils, nurse)
    nils.opens("/account/second-factors/app/")
    secret = nils.page.get_by_text("Key:").locator("strong").inner_text().replace(" ", "")
    nils.page.get_by_label("Code that the app shows").fill("12")
    press(nils, "Set up")
    assert_accessible(nils)
    used = code_of(secret)
    nils.page.get_by_label("Code that the app shows").fill(used)
    press(nils, "Set up")
    press(nils, "I have kept them")
    then.the_page_says(nils, "Second factors", "Authenticator app")

    signs_out(nils)
    when.the_password_is_given(nils, nurse)
    nils.page.get_by_label("Code").fill(used)
    press(nils, "Sign in with the code")
    assert_accessible(nils)
    nils.page.get_by_label("Code").fill(code_of(secret, steps=1))
    press(nils, "Sign in with the code")

    expect(nils.page).to_have_url(f"{nils.home}/")


def test_every_other_page_of_the_own_account_is_accessible(nils: Visitor, nurse: Account):
    when.the_person_signs_in(nils, nurse)
    for address in ("name", "password", "sessions", "sign-ins", "confirm", "second-factors/codes"):
        nils.opens(f"/account/{address}/")
        assert_accessible(nils)
    nils.opens("/emergency-access/")
    press(nils, "Take emergency access")
    assert_accessible(nils)
