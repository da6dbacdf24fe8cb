"""Errors in a browser fail the test in which they happen, without any assertion there."""

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import Visits
from tests.browser.visitor import PATIENCE_MS, Visitor

SCRIPTS = {
    "an error in the console": ("console.error('spilt')", "spilt"),
    "an error nobody caught": ("setTimeout(() => { throw new Error('spilt'); })", "spilt"),
    "a style against the policy": (
        "document.body.setAttribute('style', 'color: red')",
        "securitypolicyviolation style-src-attr",
    ),
    "a script against the policy": (
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
        "securitypolicyviolation script-src-elem",
    ),
    "a request to another host": (
        "new Image().src = 'http://elsewhere.example/'",
        "securitypolicyviolation img-src http://elsewhere.example/",
    ),
    "a page that is not there": (
        "fetch('/nowhere/').then((answer) => answer.text())",
        "status of 404",
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_kind_of_error_is_noticed(visits: Visits, name: str) -> None:
    script, problem = SCRIPTS[name]
    visitor = visits()
    visitor.opens("/sign-in/")
    visitor.page.evaluate(f"() => {{ {script} }}")
    noticed = wait_for_problems(visitor)
    assert any(problem in text for text in noticed)


def test_a_request_to_another_host_is_noticed(visits: Visits) -> None:
    visitor = visits()
    visitor.context.route("http://elsewhere.example/**", lambda route: route.abort())
    with pytest.raises(Error, match="ERR_FAILED"):
        visitor.page.goto("http://elsewhere.example/")
    noticed = wait_for_problems(visitor)
    assert set(noticed) == {"A request left for http://elsewhere.example/"}
    visitor.page.close()  # Chromium may have asked again after the failure
    visitor.problems.clear()


def test_an_expected_error_status_is_no_problem(visits: Visits) -> None:
    visitor = visits()
    visitor.expects.add(404)
    visitor.opens("/static/nowhere.css")
    assert wait_for_problems(visitor) == []


def wait_for_problems(who: Visitor) -> list[str]:
    """Return the problems noticed: on a busy machine the first takes a while, and brings others."""
    waited = 0
    while not who.problems and not who.expects and waited < PATIENCE_MS:
        who.page.wait_for_timeout(100)
        waited += 100
    who.page.wait_for_timeout(1000)
    noticed, who.problems = who.problems, []
    return noticed
