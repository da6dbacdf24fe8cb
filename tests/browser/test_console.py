"""The browser has nothing to say about a page: no error, no warning, about no header either."""

from typing import Any

from patients.models import Account, Patient
from tests.browser import given
from tests.browser.visitor import Visitor


def test_no_page_leaves_a_message_in_the_console(
    nora: Visitor, neurologist: Account, patient: Patient
) -> None:
    given.a_history(patient, neurologist, steps=3, effects=2)
    messages = console_of(nora)

    for address in ("/", f"/patients/{patient.pk}/", "/reference/", "/account/"):
        nora.opens(address)
        nora.page.keyboard.press("Tab")

    assert messages == []


def console_of(who: Visitor) -> list[Any]:
    """Collect what the browser itself logs, which Playwright's console event leaves out."""
    messages: list[Any] = []
    browser = who.context.new_cdp_session(who.page)
    browser.on("Log.entryAdded", lambda said: messages.append(said["entry"]))
    browser.on("Runtime.consoleAPICalled", lambda said: messages.append(said["args"]))
    browser.send("Log.enable")
    browser.send("Runtime.enable")
    return messages
