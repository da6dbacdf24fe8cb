"""Limits on sign-in tries at a real server of several processes."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from patients.models import Account, AuditEvent
from tests.factories import a_second_factor, an_account, code_of
from tests.factories.people import PASSWORD
from tests.trust import owners
from tests.trust.browser import SECOND_STEP, SIGN_IN, Browser
from tests.trust.hygiene import refusing
from tests.trust.owners import ALLOWED, ELSEWHERE, GUESSES, HOSPITAL
from tests.trust.serving import Server, this_database

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 12  # ``make trust PROOFS=sign-in`` makes forty
ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.fixture(scope="module")
def port(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[int]:
    """The port of a server of two processes behind one proxy, and the hashes it reads."""
    said: Path = tmp_path_factory.mktemp("server") / "said"
    with django_db_blocker.unblock():
        server = Server(said, this_database() | owners.BEHIND_A_PROXY)
        server.start(workers=2)
    with override_settings(PASSWORD_HASHERS=ARGON2):
        yield server.port
    server.end()


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> None:
    cache.clear()


@pytest.mark.parametrize("scene", [owners.from_elsewhere, owners.from_the_same_address])
def test_strangers_who_guess_do_not_stop_the_owner(scene: owners.Scene, port: int):
    guesses, done = scene(port)

    assert all(done), done
    assert guesses == Counter(tried=ALLOWED, refused=GUESSES - ALLOWED)


def test_of_guesses_at_once_five_are_tried_for_known_and_unknown_alike(port: int):
    for email in (an_account().email, "nobody@clinic.example"):
        with ThreadPoolExecutor(AT_ONCE) as threads:
            browsers = [Browser(port, HOSPITAL) for _ in range(AT_ONCE)]
            guesses = Counter(threads.map(Browser.guess, browsers, [email] * AT_ONCE))
        assert 0 < guesses["tried"] <= ALLOWED
        assert guesses.total() == guesses["tried"] + guesses["refused"] == AT_ONCE


def test_guesses_count_even_if_their_requests_end_in_500(port: int):
    guesses, afterwards, owner_let_in = owners.while_requests_fail(port)

    assert guesses == Counter(failed=GUESSES)
    assert (afterwards, owner_let_in) == ("refused", True)


def half_way(port: int, account: Account, address: str) -> Browser:
    """Return a browser in which the right password was given."""
    browser = Browser(port, address)
    assert browser.send(SIGN_IN, login=account.email, password=PASSWORD) == (302, SECOND_STEP)
    return browser


def test_a_code_is_used_up_even_if_its_request_ends_in_500(port: int):
    account, code = an_account(), code_of()
    a_second_factor(account)
    first, again = half_way(port, account, HOSPITAL), half_way(port, account, HOSPITAL)

    with refusing("patients_auditevent", "a trigger"):
        assert first.send(SECOND_STEP, code=code)[0] == 500

    status, page = again.send(SECOND_STEP, code=code)
    assert (status, "was used already" in page) == (422, True)


def test_a_stranger_with_the_password_does_not_block_the_owners_second_step(port: int):
    account = an_account()
    a_second_factor(account)
    stranger = half_way(port, account, HOSPITAL)

    pages = [stranger.send(SECOND_STEP, code="000000")[1] for _ in range(7)]

    assert ["Too many tries" in page for page in pages] == [False] * ALLOWED + [True] * 2
    assert half_way(port, account, ELSEWHERE).send(SECOND_STEP, code=code_of()) == (302, "/")


NO_ADDRESS = [
    ("fe80::1%eth0",),
    ("192.0.2.1, fe80::1%eth0",),
    ("not an address",),
    ("192.0.2.1, ",),
    ("192.0.2.999",),
    ('"><script>',),
    ("198.51.100.7", "unknown"),
]


def test_an_invalid_forwarded_address_neither_fails_nor_avoids_the_limit(port: int):
    account = an_account()

    guesses = [Browser(port, *forwarded).guess(account.email) for forwarded in NO_ADDRESS]

    assert guesses == ["tried"] * ALLOWED + ["refused"] * (len(NO_ADDRESS) - ALLOWED)
    assert set(AuditEvent.objects.values_list("address", flat=True)) == {"127.0.0.1"}


def test_addresses_of_one_ipv6_network_share_one_limit(port: int):
    account = an_account()
    addresses = [f"2001:db8:1:2::{number:x}" for number in range(1, 8)]

    guesses = [Browser(port, address).guess(account.email) for address in addresses]

    assert guesses == ["tried"] * ALLOWED + ["refused"] * 2
    assert Browser(port, "2001:db8:1:3::1").guess(account.email) == "tried"
