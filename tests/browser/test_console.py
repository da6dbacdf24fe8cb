"""The browser has nothing to say about a page: no error, no warning, about no header either."""

from http import HTTPStatus
from typing import Any

from playwright.sync_api import expect

from patients.models import Account, Patient
from tests.browser import given, when
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


def test_a_form_that_comes_back_leaves_only_that_it_was_refused(
    nora: Visitor, patient: Patient
) -> None:
    nora.expects.add(HTTPStatus.UNPROCESSABLE_ENTITY)
    when.the_chart_is_opened(nora, patient)
    when.the_form_is_opened(nora, "First dose step")
    messages = console_of(nora)

    when.form(nora, "Record dose step").get_by_label("mg each time").fill("abc")
    nora.page.keyboard.press("Enter")
    expect(when.form(nora, "Record dose step").get_by_role("alert")).to_be_focused()

    nora.settles()
    assert ["422" in message["text"] for message in messages] == [True]


def console_of(who: Visitor) -> list[Any]:
    """Collect what the browser itself logs, which Playwright's console event leaves out."""
    messages: list[Any] = []
    browser = who.context.new_cdp_session(who.page)
    browser.on("Log.entryAdded", lambda said: messages.append(said["entry"]))
    browser.on("Runtime.consoleAPICalled", lambda said: messages.append(said["args"]))
    browser.send("Log.enable")
    browser.send("Runtime.enable")
    return messages
