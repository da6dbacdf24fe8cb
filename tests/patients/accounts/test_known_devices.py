"""Known browsers: how one becomes known, what its cookie reveals, and which limit it has."""

import base64
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from patients.models import Account
from tests.factories import a_neurologist, a_second_factor, an_account, code_of
from tests.factories.people import PASSWORD
from tests.titration.server.test_environment import PRODUCTION
from tests.titration.test_settings import settings_under

pytestmark = pytest.mark.django_db

COOKIE = "known-device"
ALLOWED, ANYWHERE = 5, 12


@pytest.fixture(autouse=True)
def fresh_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, account: Account, password: str = PASSWORD) -> str:
    """Sign in and out again; return ``in``, ``tried`` (wrong password) or ``refused`` (limited)."""
    response = client.post("/sign-in/", {"login": account.email, "password": password})
    if response.status_code == 302:
        client.post("/sign-out/")
        return "in"
    is_refused = response.status_code == 429 or "Too many tries" in response.content.decode()
    return "refused" if is_refused else "tried"


def known_to(*accounts: Account) -> Client:
    client = Client()
    assert [sign_in(client, account) for account in accounts] == ["in"] * len(accounts)
    return client


def guess(account: Account, times: int, client: Client | None = None) -> list[str]:
    return [sign_in(client or Client(), account, "not this one") for _ in range(times)]


def test_the_cookie_outlives_signing_out_and_opens_nothing():
    client = known_to(an_account())

    cookie = client.cookies[COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"


def test_in_production_the_cookie_goes_to_this_host_over_tls_only():
    names = "KNOWN_DEVICE_COOKIE_NAME SESSION_COOKIE_SECURE"

    assert settings_under(PRODUCTION, names) == {
        "KNOWN_DEVICE_COOKIE_NAME": "__Host-known-device",
        "SESSION_COOKIE_SECURE": True,
    }


def test_the_cookie_does_not_reveal_its_account():
    account = an_account()

    value = known_to(account).cookies[COOKIE].value

    raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    assert all(account.email.encode() not in text for text in (value.encode(), raw))
    assert f"[{account.pk}]".encode() not in raw


def test_a_password_alone_makes_no_browser_known_where_a_second_factor_is_asked_for(
    settings: Settings,
):
    account, client = an_account(), Client()
    settings.SECOND_FACTOR_REQUIRED = True
    client.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    assert COOKIE not in client.cookies
    client.post("/sign-out/")

    a_second_factor(account)
    client.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    assert COOKIE not in client.cookies
    client.post("/sign-in/second-factor/", {"code": code_of()})

    assert COOKIE in client.cookies


def test_a_shared_workstation_is_known_to_each_who_signed_in_there():
    accounts = [an_account() for _ in range(3)]
    client = known_to(*accounts)
    for account in accounts:
        guess(account, ALLOWED)

    assert [sign_in(client, account) for account in accounts] == ["in"] * 3


def test_a_browser_known_to_one_account_is_not_known_to_another():
    account, other = an_account(), an_account()
    guess(account, ALLOWED)

    assert sign_in(known_to(other), account) == "refused"


@pytest.mark.parametrize("forged", ["", "junk", "\xff", "gAAAAAB" + "A" * 93, "\xf0\x9f\x99\x82"])
def test_a_forged_cookie_makes_no_browser_known(forged: str):
    account, client = an_account(), Client()
    guess(account, ALLOWED)
    client.cookies[COOKIE] = forged

    assert sign_in(client, account) == "refused"


def test_a_browser_is_forgotten_after_a_year():
    account = an_account()
    client = known_to(account)
    client.cookies[COOKIE]["max-age"] = ""

    with time_machine.travel(timezone.now() + timedelta(days=366)):
        guess(account, ALLOWED)
        assert sign_in(client, account) == "refused"


def test_guesses_in_a_known_browser_are_limited_too():
    account = an_account()
    client = known_to(account)

    assert guess(account, ALLOWED + 2, client) == ["tried"] * ALLOWED + ["refused"] * 2
    assert sign_in(known_to(account), account) == "in"


def test_a_guesser_at_many_addresses_is_limited_and_no_known_browser_is(settings: Settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert settings.ACCOUNT_RATE_LIMITS["password_from_anywhere"] == "100/15m/key"
    fewer = {"password_from_anywhere": f"{ANYWHERE}/15m/key"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | fewer
    account = an_account()
    known = known_to(account)
    addresses = (f"192.0.2.{at // ALLOWED}" for at in range(ANYWHERE + 3))

    guesses = [
        sign_in(Client(headers={"x-forwarded-for": address}), account, "not this one")
        for address in addresses
    ]

    assert guesses == ["tried"] * ANYWHERE + ["refused"] * 3
    assert sign_in(Client(headers={"x-forwarded-for": "203.0.113.9"}), account) == "refused"
    assert sign_in(known, account) == "in"


def test_a_flood_from_one_address_does_not_stop_a_known_browser_there(settings: Settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"sign_in_request": "3/m/ip"}
    account = an_account()
    known = known_to(account)
    for _ in range(4):
        Client().post("/sign-in/")

    assert Client().post("/sign-in/").status_code == 429
    assert Client().post("/sign-in/passkey/").status_code == 429
    assert known.post("/sign-in/passkey/").status_code == 422
    assert sign_in(known, account) == "in"


def test_codes_guessed_elsewhere_do_not_stop_the_second_step_of_a_known_browser():
    account = an_account()
    known = known_to(account)
    a_second_factor(account)
    stranger = Client()
    given = {"login": account.email, "password": PASSWORD}
    stranger.post("/sign-in/", given)
    for _ in range(ALLOWED):
        stranger.post("/sign-in/second-factor/", {"code": "000000"})
    page = stranger.post("/sign-in/second-factor/", {"code": code_of()}).content.decode()
    assert "Too many tries" in page

    known.post("/sign-in/", given)
    assert known.post("/sign-in/second-factor/", {"code": code_of()})["Location"] == "/"


def test_the_right_password_of_a_deactivated_account_is_counted_like_a_wrong_one():
    account = an_account(is_active=False)

    tries = [sign_in(Client(), account) for _ in range(ALLOWED + 1)]

    assert tries == ["tried"] * ALLOWED + ["refused"]


def test_guesses_in_one_session_do_not_stop_another_session(client: Client):
    account, elsewhere = a_neurologist(), Client()
    for browser in (client, elsewhere):
        browser.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    form = {"form_token": "0" * 32}

    pages = [
        client.post("/account/confirm/", form | {"password": "not this one"}).content.decode()
        for _ in range(ALLOWED + 1)
    ]

    assert ["Too many tries" in page for page in pages] == [False] * ALLOWED + [True]
    right = form | {"password": PASSWORD}
    assert client.post("/account/confirm/", right).status_code == 422
    assert elsewhere.post("/account/confirm/", right)["Location"] == "/account/"
