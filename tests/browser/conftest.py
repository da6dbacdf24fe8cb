"""A real server, a real Chromium, and a browser for each person that a test needs."""

import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from patients.models import Account
from tests.browser import when
from tests.browser.visitor import PATIENCE_MS, Visitor

SWITCHES = [
    "--no-sandbox",  # it shows our own pages only, and may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as in a Chromium with windows
]
KEPT_BACK = ["--disable-back-forward-cache"]  # the back button has to work as it does for users
DESKTOP = {"width": 1366, "height": 900}

Visits = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def real_rows(transactional_db: None) -> Iterator[None]:
    """Commit rows so that the server sees them, and forget the sign-in tries of other tests."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[str]:
    """Serve the product in threads of this process; yields its address."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one Chromium for all tests of a worker."""
    found = subprocess.run(
        ["sh", "requirements/system.sh", "browser"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    expect.set_options(timeout=PATIENCE_MS)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse its ORM.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright.chromium.launch(
            executable_path=found.stdout.strip(), args=SWITCHES, ignore_default_args=KEPT_BACK
        )


@pytest.fixture
def visits(chromium: Browser, server: str, real_rows: None) -> Iterator[Visits]:
    """Return a function that opens a browser for one person, signed in if an account is given."""
    visitors: list[Visitor] = []

    def visit(account: Account | None = None, **options: Any) -> Visitor:
        context = chromium.new_context(**{"viewport": DESKTOP} | options)
        visitor = Visitor(context, server)
        visitors.append(visitor)
        if account:
            when.an_account_is_signed_in(visitor, account)
        return visitor

    yield visit
    for visitor in visitors:
        visitor.settles()
        visitor.context.close()
    assert [problem for visitor in visitors for problem in visitor.problems] == []


@pytest.fixture
def nora(visits: Visits, neurologist: Account) -> Visitor:
    """A neurologist at a desktop."""
    return visits(neurologist)


@pytest.fixture
def nils(visits: Visits, nurse: Account) -> Visitor:
    """A nurse of the same clinic at a desktop."""
    return visits(nurse)
