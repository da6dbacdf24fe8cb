"""The own account's page: every sign-in event has words, and each browser its usual name."""

import pytest

from patients.accounts.actions.sign_ins import SIGNING_IN
from patients.accounts.presenters.browsers import browser_of
from patients.accounts.presenters.own_account import HAPPENED

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


def test_every_event_of_signing_in_has_its_words():
    assert set(HAPPENED) == set(SIGNING_IN)


@pytest.mark.parametrize(
    ("user_agent", "browser"),
    [
        (f"{WINDOWS} {CHROME} Edg/140.0.0.0", "Edge on Windows"),
        (f"{WINDOWS} {CHROME}", "Chrome on Windows"),
        (f"{IPAD} Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPad"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        ("curl/8.5.0", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_browser_has_the_name_its_users_know(user_agent: str, browser: str):
    assert browser_of(user_agent) == browser
