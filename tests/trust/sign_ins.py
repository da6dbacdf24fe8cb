"""Guess passwords at a server of several processes: how often it is possible, and its timing."""

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.cache import cache

from tests.factories import a_second_factor, an_account, code_of
from tests.factories.people import PASSWORD
from tests.trust import owners
from tests.trust.browser import SECOND_STEP, SIGN_IN, Browser
from tests.trust.figures import Figure
from tests.trust.serving import Server, this_database

PROCESSES = 3
GUESSES, ALLOWED = 40, 5
AT_ONCE = 8
TIMED, APART = 50, 20  # tries of each kind, and per cent their medians may lie apart


def proof() -> Iterable[Figure]:
    """Prove the row “sign-in” of the promises."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "said", this_database() | owners.BEHIND_A_PROXY)
        server.start(workers=PROCESSES)
        try:
            yield guesses_at_once(server.port)
            yield from one_code_often(server.port)
            yield time_of_a_stranger(server.port)
            yield from owners.figures(server.port)
        finally:
            server.end()


def guesses_at_once(port: int) -> Figure:
    """Send wrong passwords for one account, all at the same moment."""
    email = an_account().email
    with ThreadPoolExecutor(GUESSES) as threads:
        results = Counter(threads.map(lambda _: Browser(port).guess(email), range(GUESSES)))
    what = f"{GUESSES} wrong passwords at once, {PROCESSES} processes: tried"
    return Figure(what, str(results["tried"]), f"<= {ALLOWED}", 0 < results["tried"] <= ALLOWED)


def one_code_often(port: int) -> Iterator[Figure]:
    """Send one code of an authenticator app from several browsers at once, and again later."""
    cache.clear()
    account = an_account()
    a_second_factor(account)
    browsers = [Browser(port) for _ in range(AT_ONCE)]
    for browser in browsers:
        browser.send(SIGN_IN, login=account.email, password=PASSWORD)
    code = code_of()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        sent = threads.map(lambda browser: browser.send(SECOND_STEP, code=code), browsers)
        let_in = sum(where == "/" for _, where in sent)
    yield Figure(f"one code sent {AT_ONCE} times at once: let in", str(let_in), "1", let_in == 1)
    time.sleep(31)  # the app shows the next code by now, but this one is still accepted
    later = Browser(port)
    later.send(SIGN_IN, login=account.email, password=PASSWORD)
    status, _ = later.send(SECOND_STEP, code=code)
    yield Figure("the same code half a minute later", str(status), "422", status == 422)


def time_of_a_stranger(port: int) -> Figure:
    """Compare how long a failure takes for accounts that exist and for unknown ones."""
    known = an_account().email
    times: dict[str, list[float]] = {known: [], "nobody@clinic.example": []}
    browser = Browser(port)
    for _ in range(TIMED):
        for email, seconds in times.items():
            cache.clear()  # otherwise the limits would answer before a hash is computed
            start = time.perf_counter()
            browser.guess(email)
            seconds.append(time.perf_counter() - start)
    at_home, unknown = map(statistics.median, times.values())
    apart = abs(at_home - unknown) / at_home * 100
    found = f"{apart:.1f} %"
    return Figure("median time, known and unknown account: apart", found, "<= 20 %", apart <= APART)
