"""Account owners can work while strangers guess their passwords."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.core.cache import cache

from patients.models import Account, Clinic
from tests.factories import a_clinic, a_neurologist
from tests.factories.people import PASSWORD
from tests.trust.browser import SIGN_IN, Browser
from tests.trust.figures import Figure
from tests.trust.hygiene import refusing

BEHIND_A_PROXY = {"TRUSTED_PROXIES": "1"}
HOSPITAL, ELSEWHERE = "192.0.2.10", "198.51.100.20"  # addresses that RFC 5737 reserves for examples
GUESSES, AT_ONCE, ALLOWED = 30, 4, 5
CONFIRM, EMERGENCY = "/account/confirm/", "/emergency-access/"


Scene = Callable[[int], tuple[Counter[str], list[bool]]]


class Owner:
    """A neurologist, and another clinic for an emergency."""

    def __init__(self, port: int) -> None:
        cache.clear()
        self.port = port
        self.account: Account = a_neurologist(a_clinic())
        self.other_clinic: Clinic = a_clinic()

    def guessed_at(self, address: str, guesses: int = GUESSES) -> Counter[str]:
        """Let a stranger send wrong passwords from an address; return the results."""

        def guess(_: int) -> str:
            return Browser(self.port, address).guess(self.account.email)

        with ThreadPoolExecutor(AT_ONCE) as threads:
            return Counter(threads.map(guess, range(guesses)))

    def signs_in(self, browser: Browser) -> bool:
        return browser.guess(self.account.email, PASSWORD) == "let in"

    def known_browser(self, address: str) -> Browser:
        """Return a browser in which the owner signed in and out before."""
        browser = Browser(self.port, address)
        assert self.signs_in(browser)
        assert browser.send("/sign-out/") == (302, SIGN_IN)
        return browser

    def works(self, browser: Browser) -> list[bool]:
        """Return whether a signed-in owner can confirm their password and take emergency access."""
        confirmed, _ = browser.send(CONFIRM, password=PASSWORD)
        reason = "Night call, no neurologist there"
        taken, _ = browser.send(EMERGENCY, clinic=str(self.other_clinic.pk), reason=reason)
        return [confirmed == 302, taken == 302]


def from_elsewhere(port: int) -> tuple[Counter[str], list[bool]]:
    """Let a stranger guess from one address while the owner works from another."""
    owner, browser = Owner(port), Browser(port, ELSEWHERE)
    with ThreadPoolExecutor(1) as stranger:
        guessed = stranger.submit(owner.guessed_at, HOSPITAL)
        done = [owner.signs_in(browser), *owner.works(browser)]
        guesses = guessed.result()
    again = Browser(port, ELSEWHERE)
    return guesses, [*done, owner.signs_in(again)]


def from_the_same_address(port: int) -> tuple[Counter[str], list[bool]]:
    """Let a stranger guess from the hospital's address, where the owner has a known browser."""
    owner = Owner(port)
    at_work, at_the_ward = Browser(port, HOSPITAL), owner.known_browser(HOSPITAL)
    assert owner.signs_in(at_work)
    guesses = owner.guessed_at(HOSPITAL)
    return guesses, [*owner.works(at_work), owner.signs_in(at_the_ward)]


def while_requests_fail(port: int) -> tuple[Counter[str], str, bool]:
    """Let requests fail while a stranger guesses; the guesses must still count."""
    owner = Owner(port)
    with refusing("patients_auditevent", "a trigger"):
        guesses = owner.guessed_at(HOSPITAL)
    afterwards = Browser(port, HOSPITAL).guess(owner.account.email, PASSWORD)
    return guesses, afterwards, owner.signs_in(Browser(port, ELSEWHERE))


def figures(port: int) -> Iterator[Figure]:
    """Prove that owners are never stopped, and that guessers are."""
    for what, scene in (("another", from_elsewhere), ("the same", from_the_same_address)):
        guesses, done = scene(port)
        tried, goal = guesses["tried"], f"<= {ALLOWED}"
        said = f"{GUESSES} guesses from {what} address: tried"
        yield Figure(said, str(tried), goal, 0 < tried <= ALLOWED)
        said = f"the owner at {what} address meanwhile: done"
        yield Figure(said, f"{sum(done)} of {len(done)}", "all", all(done))
    guesses, afterwards, let_in = while_requests_fail(port)
    counted = guesses["failed"] == GUESSES and afterwards == "refused" and let_in
    said = f"{GUESSES} guesses that end in 500: the right password then"
    yield Figure(said, afterwards, "refused", counted)
