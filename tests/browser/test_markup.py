"""Every page is written as a browser reads it, its ids unique and its fields named."""

import pytest
from playwright.sync_api import Route

from patients.models import Account, Clinic
from tests.browser.markup import as_written
from tests.browser.pages import PAGES, Record
from tests.browser.visitor import Visitor

# What the browser makes of a source, without running any of it.
AS_READ = """
  (source) => {
    const page = new DOMParser().parseFromString(source, "text/html");
    const walk = (element, depth) => [
      [depth, element.localName.toLowerCase()],
      ...[...element.children].flatMap((child) => walk(child, depth + 1)),
    ];
    return walk(page.documentElement, 0);
  }
"""
FAULTS = """
  (source) => {
    const page = new DOMParser().parseFromString(source, "text/html");
    const all = (selector) => [...page.querySelectorAll(selector)];
    const ids = all("[id]").map((element) => element.id);
    const names = (element) => element.outerHTML.slice(0, 120);
    const refers = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "data-opens"];
    return [
      ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice: #${id}`),
      ...refers.flatMap((name) => all(`[${name}]`).flatMap((element) =>
        element.getAttribute(name).split(" ").filter((id) => !ids.includes(id))
          .map((id) => `nowhere: ${name}=${id}`))),
      ...all("input:not([type=hidden]), select, textarea")
        .filter((field) => !field.labels.length).map((field) => `no label: ${names(field)}`),
      ...all("[autofocus]").slice(1).map((element) => `second autofocus: ${names(element)}`),
      ...all("button:not([type])").map((button) => `no type: ${names(button)}`),
      ...all("[style], style, script:not([src])").map((element) => `inline: ${names(element)}`),
    ];
  }
"""


@pytest.fixture
def record(clinic: Clinic, neurologist: Account) -> Record:
    return Record(clinic, neurologist)


def test_the_browser_mends_nothing(nora: Visitor, record: Record) -> None:
    sources: list[str] = []
    nora.page.route("**/*", lambda route: keep(route, sources))
    for name, opening in PAGES.items():
        opening(nora, record)
        read = [tuple(at) for at in nora.page.evaluate(AS_READ, sources[-1])]
        assert read == as_written(sources[-1]), name
        assert nora.page.evaluate(FAULTS, sources[-1]) == [], name


def keep(route: Route, sources: list[str]) -> None:
    if route.request.is_navigation_request():
        answer = route.fetch(max_redirects=0)
        sources.append(answer.text())
        route.fulfill(response=answer)
    else:
        route.continue_()
