"""Every page, at every width: axe finds nothing, nothing scrolls sideways, nothing is covered."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from patients.models import Account, Clinic
from tests.browser.pages import PAGES, Record
from tests.browser.visitor import Visitor

WIDTHS = (1366, 1024, 820, 390, 320)
# Every rule of the stylesheets about the width holds at one of these, so together they show every
# colour, and hide or show whatever a width does. At the others axe looks only at how much room
# things have.
WIDTHS_WITH_EVERY_COLOUR = (1366, 820, 320)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES: dict[str, Any] = {"runOnly": TAGS, "resultTypes": ["violations"]}
OF_ROOM = RULES | {"runOnly": ["target-size", "scrollable-region-focusable"]}
VIOLATIONS = "(rules) => axe.run(document, rules).then((result) => result.violations)"

# Texts and controls that must not cover one another; points of the drawing may lie close. A panel
# that is fixed over the page covers it on purpose: then only what the panel holds is looked at.
COVERED = """
  () => [...document.querySelectorAll(
    ".patient-name, .dose-value, h1, main :is(a, button, input, select, summary)"
  )]
    .filter((element) => {
      const panel = document.querySelector(".form-panel:not([hidden])");
      return !panel || getComputedStyle(panel).position !== "fixed" || panel.contains(element);
    })
    .filter((element) => element.checkVisibility() && !element.closest("svg"))
    .filter((element) => element.getBoundingClientRect().width > 1)  // not for a screen reader only
    .filter((element) => {
      element.scrollIntoView({block: "center"});
      const text = document.createRange();
      text.selectNodeContents(element);
      const lines = element.textContent.trim() ? text : element;
      return [...lines.getClientRects()].some((line) => {
        const x = line.left + line.width / 2, y = line.top + line.height / 2;
        const hit = document.elementFromPoint(x, y);
        return line.width > 1 && !element.contains(hit);
      });
    })
    .map((element) => element.outerHTML.slice(0, 120))
"""


@pytest.fixture
def record(clinic: Clinic, neurologist: Account) -> Record:
    return Record(clinic, neurologist)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_at_every_width(nora: Visitor, record: Record, name: str) -> None:
    PAGES[name](nora, record)
    nora.page.evaluate(AXE_SCRIPT)
    problems = [problem for width in WIDTHS for problem in problems_at(nora, width)]
    assert not problems, "\n".join(problems)


def problems_at(who: Visitor, width: int) -> list[str]:
    who.page.set_viewport_size({"width": width, "height": 800})
    problems = [] if fits(who) else ["it scrolls sideways"]
    problems += [f"this is covered: {element}" for element in who.page.evaluate(COVERED)]
    problems += [f"axe finds {described(violation)}" for violation in violations(who, width)]
    return [f"At {width} px {problem}" for problem in problems]


def violations(who: Visitor, width: int) -> list[dict[str, Any]]:
    rules = RULES if width in WIDTHS_WITH_EVERY_COLOUR else OF_ROOM
    found: list[dict[str, Any]] = who.page.evaluate(VIOLATIONS, rules)
    return found


def described(violation: dict[str, Any]) -> str:
    places = [f"{node['target']} {node['failureSummary']}" for node in violation["nodes"]]
    return f"{violation['id']}: {'; '.join(places)}"


def fits(who: Visitor) -> bool:
    root = who.page.locator("html")
    return bool(root.evaluate("(root) => root.scrollWidth <= root.clientWidth"))
