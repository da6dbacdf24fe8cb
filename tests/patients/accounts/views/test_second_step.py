"""The second step of signing in: which codes open the account, and which do not."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from patients.accounts.actions import second_factors
from patients.models import Account
from tests.factories import a_second_factor, code_of
from tests.factories.people import PASSWORD
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

TOKEN = {"form_token": "0190163d-8694-739b-aea5-966c26f8ad91"}
SECOND_STEP = "/sign-in/second-factor/"


@pytest.fixture(autouse=True)
def fresh_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def app(neurologist: Account) -> Authenticator:
    return a_second_factor(neurologist)


def first_step(account: Account, wanted: str = "/reference/") -> Client:
    """Return a browser in which the right password was given."""
    client = Client()
    given = {"login": account.email, "password": PASSWORD, "next": wanted}
    assert client.post("/sign-in/", given)["Location"] == SECOND_STEP
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_code_of_the_app_signs_in_and_goes_on(neurologist: Account, app: Authenticator):
    client = first_step(neurologist)
    assert not is_signed_in(client)
    assert events() == []

    response = client.post(SECOND_STEP, {"code": code_of()})

    assert response["Location"] == "/reference/"
    assert is_signed_in(client)
    assert events() == [event("sign-in", by=neurologist)]


def test_a_password_alone_opens_nothing(neurologist: Account, app: Authenticator):
    assert first_step(neurologist).get("/")["Location"] == "/sign-in/?next=/"


@pytest.mark.parametrize("seconds_later", [0, 29, 45])
def test_a_code_is_taken_once(neurologist: Account, app: Authenticator, seconds_later: int):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        code = code_of()
        assert first_step(neurologist).post(SECOND_STEP, {"code": code}).status_code == 302
        clock.shift(seconds_later)
        again = first_step(neurologist)

        response = again.post(SECOND_STEP, {"code": f"{code[:3]} {code[3:]}"})

    assert response.status_code == 422
    assert not is_signed_in(again)
    assert events()[-1] == event("second-factor", "refused", by=neurologist)


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (1, 302), (2, 422)])
def test_a_code_is_accepted_up_to_half_a_minute_early_or_late(
    neurologist: Account, app: Authenticator, steps: int, status: int
):
    with time_machine.travel(1_800_000_000, tick=False):
        code = code_of(steps=steps)

        assert first_step(neurologist).post(SECOND_STEP, {"code": code}).status_code == status


def test_a_recovery_code_is_taken_once(neurologist: Account):
    second_factors.add_app(secret="JBSWY3DPEHPK3PXP", by=neurologist)
    code = second_factors.codes_to_keep(neurologist)[3]

    first, again = (first_step(neurologist).post(SECOND_STEP, {"code": code}) for _ in range(2))

    assert (first.status_code, again.status_code) == (302, 422)
    assert second_factors.codes_left(neurologist) == 9


@pytest.mark.parametrize("code", ["", "000000", "not a code", "１２３４５６", "1" * 500, "\x00"])
def test_a_wrong_code_is_refused_in_a_sentence_and_on_record(
    neurologist: Account, app: Authenticator, code: str
):
    client = first_step(neurologist)

    response = client.post(SECOND_STEP, {"code": code})

    assert response.status_code == 422
    assert "<title>Error: Second step" in response.content.decode()
    assert events() == [event("second-factor", "refused", by=neurologist)]


def test_after_five_wrong_codes_the_right_one_waits(neurologist: Account, app: Authenticator):
    client = first_step(neurologist)
    for _ in range(5):
        client.post(SECOND_STEP, {"code": "000000"})

    response = client.post(SECOND_STEP, {"code": code_of()})

    assert response.status_code == 422
    assert "Too many tries have failed." in response.content.decode()


RESPONSES = [
    "2",
    "{}",
    '{"userHandle": null}',
    '{"clientDataJSON": "e30", "attestationObject": "AA"}',
    '{"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "OTk5"}',
]
KEY = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": %s}'
JUNK = ["", "junk", "[]", "1", "{}", *(KEY % response for response in RESPONSES)]


@pytest.mark.parametrize("credential", JUNK)
def test_invalid_input_in_place_of_a_passkey_is_refused_in_a_sentence(
    credential: str, neurologist: Account, app: Authenticator, as_neurologist: Client
):
    stranger = Client()
    stranger.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    as_neurologist.get(reverse("add-passkey"))
    half_way = first_step(neurologist)
    half_way.get(SECOND_STEP)

    for client, name in [
        (stranger, "mfa_login_webauthn"),
        (half_way, "mfa_authenticate"),
        (as_neurologist, "add-passkey"),
    ]:
        response = client.post(reverse(name), {**TOKEN, "credential": credential, "name": "key"})
        assert response.status_code == 422, name
        assert re.search(
            r"<li>(The passkey was not used|No passkey was made|This form did not arrive whole)",
            response.content.decode(),
        )
    assert not is_signed_in(stranger)
    refused = event("sign-in", "refused"), event("second-factor", "refused", by=neurologist)
    assert events() == list(refused)


def test_another_person_can_start_the_sign_in_again(neurologist: Account, app: Authenticator):
    client = first_step(neurologist)

    client.post("/sign-out/")

    assert client.get("/sign-in/").status_code == 200
    assert client.get(SECOND_STEP)["Location"] == "/sign-in/"
