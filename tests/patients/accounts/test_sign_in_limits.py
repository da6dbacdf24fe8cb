"""Guessing passwords: how many tries are allowed, from where, and what their time reveals."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connections
from django.test import Client
from pytest_django import Settings

from patients.models import Account, AuditEvent
from tests.factories import an_account
from tests.factories.people import PASSWORD

TRIES, AT_ONCE, ALLOWED = 12, 4, 5


@pytest.fixture(autouse=True)
def fresh_rate_limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


class CountingHasher(MD5PasswordHasher):
    """Count how often a password is hashed; hashing is what takes the time."""

    algorithm = "counting"
    hashed: ClassVar[list[int]] = []

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        self.hashed.append(1)
        return super().encode(password, salt)


def guess(email: str, *, host: str = "localhost") -> str:
    """Try a wrong password; return ``tried``, or ``refused`` if it was not even checked."""
    try:
        page = Client(headers={"host": host}).post(
            "/sign-in/", {"login": email, "password": "not this one"}
        )
        return "refused" if "Too many tries" in page.content.decode() else "tried"
    finally:
        if not connections["default"].in_atomic_block:
            connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_once_five_are_tried():
    account = an_account()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        results = Counter(threads.map(guess, [account.email] * TRIES))

    assert results["tried"] <= ALLOWED
    assert results.total() == TRIES


def test_another_spelling_of_host_or_email_gives_no_more_tries(
    settings: Settings,
):
    settings.ALLOWED_HOSTS = [".clinic.example"]
    an_account(email="sim.sample@clinic.example")
    ways = ("sim.sample@clinic.example", "SIM.Sample@clinic.example", "ſım.ſample@clinic.example")

    results = [guess(ways[index % 3], host=f"h{index}.clinic.example") for index in range(12)]

    assert results == ["tried"] * ALLOWED + ["refused"] * 7


@pytest.mark.parametrize("is_known", [True, False])
def test_a_try_costs_one_hash_whether_or_not_there_is_such_an_account(
    is_known: bool, settings: Settings
):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    account = an_account()
    CountingHasher.hashed.clear()

    guess(account.email if is_known else "nobody@clinic.example")

    assert len(CountingHasher.hashed) == 1


def test_the_right_password_is_refused_too_once_the_limit_is_reached(client: Client):
    account: Account = an_account()
    for _ in range(ALLOWED):
        guess(account.email, host="testserver")

    response = client.post("/sign-in/", {"login": account.email, "password": PASSWORD})

    assert response.status_code == 422


def test_too_many_sign_ins_from_one_address_are_told_to_wait(client: Client, settings: Settings):
    settings.ACCOUNT_RATE_LIMITS = {"sign_in_request": "1/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def status(address: str) -> int:
        forwarded = {"x-forwarded-for": f"198.51.100.7, {address}"}
        return client.post("/sign-in/", headers=forwarded).status_code

    assert [status("192.0.2.1"), status("192.0.2.1"), status("192.0.2.2")] == [422, 429, 422]


def test_the_audit_log_has_the_address_that_the_proxy_saw(client: Client, settings: Settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forwarded = {"x-forwarded-for": "198.51.100.7, 192.0.2.1"}

    client.post("/sign-in/", {"login": "n@clinic.example", "password": "p"}, headers=forwarded)

    assert AuditEvent.objects.get().address == "192.0.2.1"
