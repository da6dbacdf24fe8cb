"""What a browser or a provider may bring back that signs nobody in: a test for each fault."""

import base64
import time
from dataclasses import replace
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from patients.accounts.outside_provider import Connections
from patients.models import Account, AuditEvent
from tests.factories import an_outside_identity
from tests.fixtures import signed_in
from tests.patients.accounts.at_the_hospital import (
    FORM,
    SUBJECT,
    address_left_for,
    come_back,
    is_signed_in,
    leave,
    sign_in,
    tied,
)
from tests.patients.accounts.provider import KID, Provider

pytestmark = pytest.mark.django_db

ANOTHER = "http://127.0.0.1:1"
NOW = int(time.time())
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
WRONG_CLAIMS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": ANOTHER},
    "no issuer": {"iss": None},
    "for another client": {"aud": "another"},
    "for others too": {"aud": ["titration", "another"]},
    "for others too, used by another": {"aud": ["titration", "another"], "azp": "another"},
    "used by another": {"azp": "another"},
    "for nobody": {"aud": None},
    "expired": {"exp": NOW - 120},
    "without an end": {"exp": None},
    "from the future": {"iat": NOW + 3600},
    "of another sign-in": {"nonce": "of another sign-in"},
    "of no sign-in": {"nonce": None},
    "a nonce that is no text": {"nonce": [1]},
    "of a session left open there": {"auth_time": NOW - 600},
    "who knows since when": {"auth_time": None},
    "since no number": {"auth_time": "now"},
    "nobody": {"sub": ""},
    "without a subject": {"sub": None},
    "a subject that is no text": {"sub": 7},
    "too long a subject": {"sub": "x" * 256},
}
WRONG_SIGNATURES: dict[str, dict[str, Any]] = {
    "another key": {"key": STRANGERS_KEY},
    "unsigned": {"key": None, "algorithm": "none"},
    "the client's secret": {"key": "a secret of the tests" * 2, "algorithm": "HS256"},
    "a key that it does not publish": {"headers": {"kid": "another"}},
}


@pytest.fixture(autouse=True)
def tied_account(provider: Provider, neurologist: Account) -> Account:
    tied(neurologist, provider)
    an_outside_identity(neurologist, subject=SUBJECT, issuer=ANOTHER)  # which is not asked any more
    return neurologist


def assert_refused(client: Client, answer: Any) -> None:
    """Assert that nobody was signed in, in words that quote nothing, and that it is on record."""
    assert answer.status_code == 403
    assert "Nothing was opened" in answer.content.decode()
    assert "quoted by nobody" not in answer.content.decode()
    assert not is_signed_in(client)
    assert AuditEvent.objects.filter(action="sign-in", outcome="refused").count() == 1


@pytest.mark.parametrize("fault", WRONG_CLAIMS)
def test_a_token_with_a_wrong_claim(fault: str, client: Client, provider: Provider):
    provider.wrong = WRONG_CLAIMS[fault]

    assert_refused(client, sign_in(client, provider))


@pytest.mark.parametrize("fault", WRONG_SIGNATURES)
def test_a_token_with_a_wrong_signature(fault: str, client: Client, provider: Provider):
    provider.signing = WRONG_SIGNATURES[fault]

    assert_refused(client, sign_in(client, provider))


def test_a_token_signed_with_a_key_that_is_no_secret(client: Client, provider: Provider):
    shared = b"published, so that everybody can sign"
    published = base64.urlsafe_b64encode(shared).rstrip(b"=").decode()
    key = {"kty": "oct", "k": published, "kid": KID, "alg": "HS256"}
    provider.replies["/keys"] = (200, {"keys": [key]})
    provider.signing = {"key": shared, "algorithm": "HS256"}

    assert_refused(client, sign_in(client, provider))


def test_a_token_that_is_none(client: Client, provider: Provider):
    provider.replies["/token"] = (200, {"access_token": "alone"})

    assert_refused(client, sign_in(client, provider))


def test_what_was_brought_back_once_is_not_taken_again(provider: Provider, client: Client):
    brought = provider.sign_in(leave(client), SUBJECT)
    come_back(client, brought)
    client.post(reverse("account_logout"))

    assert_refused(client, come_back(client, brought))


def test_what_another_session_began_signs_nobody_in(client: Client, provider: Provider):
    """A stranger sends a link with their own state and code: login CSRF."""
    brought = provider.sign_in(leave(Client()), SUBJECT)

    assert_refused(client, come_back(client, brought))


def test_a_code_of_another_session_is_worth_nothing_in_this_one(client: Client, provider: Provider):
    of_another = provider.sign_in(leave(Client()), SUBJECT)
    mine = provider.sign_in(leave(client), SUBJECT)

    assert_refused(client, come_back(client, mine | {"code": of_another["code"]}))


@pytest.mark.parametrize(
    "wrong", [{"state": "another"}, {"code": ""}, {"iss": ANOTHER}, {"state": ""}]
)
def test_parameters_that_are_wrong(wrong: dict[str, str], client: Client, provider: Provider):
    brought = provider.sign_in(leave(client), SUBJECT)

    assert_refused(client, come_back(client, brought | wrong))


def test_a_sign_in_that_took_longer_than_ten_minutes(client: Client, provider: Provider):
    brought = provider.sign_in(leave(client), SUBJECT)
    session = client.session
    for state in session["socialaccount_states"].values():
        state[1] -= 601
    session.save()

    assert_refused(client, come_back(client, brought))


def test_a_person_who_gave_up_at_the_hospital(client: Client, provider: Provider):
    brought = provider.sign_in(leave(client), SUBJECT)
    gave_up = {"state": brought["state"], "error": "access_denied"}

    assert_refused(client, come_back(client, gave_up))


def test_what_one_account_began_ties_nothing_to_the_next_in_its_session(
    provider: Provider, nurse: Account, admin: Account
):
    client = signed_in(nurse)
    began = address_left_for(client.post(reverse("tie-identity"), FORM))
    session = client.session
    for state, *_ in session["socialaccount_states"].values():
        state["account"] = admin.pk
    session.save()

    answer = come_back(client, provider.sign_in(began, "of the nurse"))

    assert answer.status_code == 403
    assert not nurse.outside_identities.exists()
    assert not admin.outside_identities.exists()


AWAY: dict[str, dict[str, tuple[int, Any]]] = {
    "fails": {"/.well-known/openid-configuration": (500, {})},
    "is not there": {"/.well-known/openid-configuration": (404, {})},
    "says nothing of itself": {"/.well-known/openid-configuration": (200, {})},
    "says nonsense": {"/.well-known/openid-configuration": (200, ["nonsense"])},
}
AWAY_LATER: dict[str, dict[str, tuple[int, Any]]] = {
    "fails with the code": {"/token": (502, {})},
    "gives a list": {"/token": (200, ["access_token"])},
    "has no keys": {"/keys": (404, {})},
    "has a list of keys": {"/keys": (200, [])},
    "has keys that are none": {"/keys": (200, {"keys": [{"kty": "nonsense"}]})},
}


@pytest.mark.parametrize("fault", AWAY)
def test_a_provider_that_cannot_be_used_is_told_before_a_person_leaves(
    fault: str, client: Client, provider: Provider
):
    provider.replies = AWAY[fault]

    answer = client.post(reverse("begin-sign-in"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Example Hospital cannot be reached" in answer.content.decode()


@pytest.mark.parametrize("fault", AWAY_LATER)
def test_a_provider_that_cannot_be_used_is_told_when_a_person_comes_back(
    fault: str, client: Client, provider: Provider
):
    brought = provider.sign_in(leave(client), SUBJECT)
    provider.replies = AWAY_LATER[fault]

    assert come_back(client, brought).status_code == 503
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "wrong",
    [{"issuer": ANOTHER}, {"authorization_endpoint": "javascript:alert(1)"}],
)
def test_a_provider_that_states_to_be_another_or_leaves_the_protocol(
    wrong: dict[str, str], client: Client, provider: Provider
):
    answer = (200, provider.configuration(**wrong))
    provider.replies["/.well-known/openid-configuration"] = answer

    assert client.post(reverse("begin-sign-in")).status_code == 503


def test_nothing_listens_there(client: Client, settings: Settings, provider: Provider):
    provider.replies["/.well-known/openid-configuration"] = (
        200,
        provider.configuration(token_endpoint="http://127.0.0.1:9/token"),
    )
    brought = provider.sign_in(leave(client), SUBJECT)

    assert come_back(client, brought).status_code == 503


def test_a_provider_that_does_not_answer_in_time(
    client: Client, settings: Settings, provider: Provider
):
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT, provider.seconds = 0.1, 0.5

    assert client.post(reverse("begin-sign-in")).status_code == 503


def test_no_request_leaves_https(settings: Settings, provider: Provider):
    ours = settings.OUTSIDE_PROVIDER
    settings.OUTSIDE_PROVIDER = replace(ours, issuer="https://sign-in.hospital.example")

    with pytest.raises(requests.exceptions.InvalidSchema):
        Connections().get_requests_session().get(f"{provider.issuer}/keys")


def test_neither_token_nor_what_the_provider_tells_of_a_person_is_kept(
    client: Client, provider: Provider
):
    provider.wrong = {"name": "Nora of the provider", "email": "nora@provider.example"}
    sign_in(client, provider)

    kept = str([session.get_decoded() for session in Session.objects.all()])
    kept += str(list(AuditEvent.objects.values()))

    for word in ("kept by nobody", "Nora of the provider", "nora@provider", SUBJECT, "eyJ"):
        assert word not in kept
