"""Assert what a person sees in the browser; or return what they see."""

import re

from playwright.sync_api import Locator, expect

from patients.models import Patient
from tests.browser.visitor import Visitor


def the_current_dose_is(who: Visitor, regimen: str, total: str = "") -> None:
    """``the_current_dose_is(nora, "15 mg three times a day", "45 mg per day since")``."""
    current = who.page.get_by_role("region", name="Current dose of oral baclofen")
    expect(current.locator(".dose-value")).to_have_text(regimen)
    expect(current).to_contain_text(total)


def it_is_read_back(who: Visitor, sentence: str) -> None:
    """Assert that the message says what was saved, and links to its correction."""
    message = who.page.locator(".saved[role=status]")
    expect(message).to_contain_text(sentence)
    expect(message.get_by_role("link", name="Correct")).to_be_visible()


def step_row(who: Visitor, day: str) -> Locator:
    """Return the row of the step that starts on a day, in the chart's table."""
    table = who.page.get_by_role("table", name="Dose steps")
    return table.get_by_role("row").filter(has=who.page.get_by_text(day, exact=True))


def points(who: Visitor) -> Locator:
    """Return the points of the drawing that is shown at this width."""
    return who.page.locator("svg:visible").get_by_role("link")


def the_drawing_tells(who: Visitor, *titles: str | re.Pattern[str]) -> None:
    """Return the points' titles, in order."""
    expect(points(who).locator("title")).to_have_text(list(titles))


def flags(who: Visitor) -> Locator:
    """Return the flags of the chart, each a line of a block."""
    return who.page.get_by_role("region", name="For information").locator(".flag-line")


def worklist_row(who: Visitor, patient: Patient) -> Locator:
    """Return the row of a patient in the worklist."""
    return who.page.locator(f"tr:has([data-row][href$='/{patient.pk}/'])")


def the_page_says(who: Visitor, heading: str, sentence: str = "") -> None:
    """Assert that the page has this heading and this sentence."""
    expect(who.page.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(who.page.get_by_role("main")).to_contain_text(sentence)


def it_asks_to_sign_in(who: Visitor) -> None:
    """Assert that this is the sign-in page, and shows nothing of a patient."""
    expect(who.page).to_have_url(re.compile("/sign-in/"))
    expect(who.page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(who.page.locator(".patient-banner")).to_have_count(0)


def dashed_line(who: Visitor) -> Locator:
    """Return the part of the dose line that lies ahead, in the drawing shown at this width."""
    return who.page.locator("svg:visible path[fill=none][stroke-dasharray]")
