"""Setting up second factors; their secrets are stored encrypted."""

import re
from collections.abc import Iterator
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from patients.accounts.actions import second_factors
from patients.models import Account
from tests.factories import a_second_factor, code_of
from tests.factories.people import PASSWORD, TOTP_SECRET
from tests.fixtures import signed_in
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

TOKEN = {"form_token": "0190163d-8694-739b-aea5-966c26f8ad91"}
SET_UP = "/account/second-factors/app/"
CODES = "/account/second-factors/codes/"


@pytest.fixture(autouse=True)
def fresh_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def secret_in(page: str) -> str:
    found = re.search(r"Key: <strong>([A-Z2-7 ]+)</strong>", page)
    assert found
    return found[1].replace(" ", "")


def test_an_app_is_set_up_with_the_code_of_the_key_shown(as_nurse: Client, nurse: Account):
    secret = secret_in(as_nurse.get(SET_UP).content.decode())
    wrong = as_nurse.post(SET_UP, {**TOKEN, "code": "123456"})
    assert wrong.status_code == 422
    assert secret_in(wrong.content.decode()) == secret

    response = as_nurse.post(SET_UP, {**TOKEN, "code": code_of(secret)})

    assert response["Location"] == CODES
    factor = Authenticator.objects.get(user_id=nurse.pk, type="totp")
    assert events() == [event("add-second-factor", by=nurse, about=factor)]


def test_guessing_the_code_of_a_key_is_limited(as_nurse: Client):
    secret = secret_in(as_nurse.get(SET_UP).content.decode())
    for _ in range(5):
        as_nurse.post(SET_UP, {**TOKEN, "code": "not it"})

    right = as_nurse.post(SET_UP, {**TOKEN, "code": code_of(secret)})

    assert "Too many tries have failed." in right.content.decode()
    assert events() == []


def test_the_code_that_set_an_app_up_does_not_sign_in(as_nurse: Client, nurse: Account):
    code = code_of(secret_in(as_nurse.get(SET_UP).content.decode()))
    assert as_nurse.post(SET_UP, {**TOKEN, "code": code})["Location"] == CODES
    half_way = Client()
    half_way.post("/sign-in/", {"login": nurse.email, "password": PASSWORD})

    response = half_way.post("/sign-in/second-factor/", {"code": code})

    assert "was used already" in response.content.decode()


def test_setting_up_a_second_factor_lets_a_new_account_in(nurse: Account, settings: Settings):
    settings.SECOND_FACTOR_REQUIRED = True
    newcomer = signed_in(nurse, "password")
    secret = secret_in(newcomer.get(SET_UP).content.decode())

    newcomer.post(SET_UP, {**TOKEN, "code": code_of(secret)})

    assert newcomer.get("/").status_code == 200


def test_neither_the_database_nor_a_session_holds_a_readable_secret(as_nurse: Client):
    secret = secret_in(as_nurse.get(SET_UP).content.decode())
    assert secret not in str(dict(as_nurse.session))

    as_nurse.post(SET_UP, {**TOKEN, "code": code_of(secret)})

    assert secret not in str(list(Authenticator.objects.values()))
    assert secret not in str(dict(as_nurse.session))


def test_recovery_codes_are_shown_until_confirmed_as_kept(as_nurse: Client, nurse: Account):
    second_factors.add_app(secret=TOTP_SECRET, by=nurse)
    codes = second_factors.codes_to_keep(nurse)
    assert all(code in as_nurse.get(CODES).content.decode() for code in codes)

    as_nurse.post(CODES, {**TOKEN, "intent": "keep"})

    page = as_nurse.get(CODES).content.decode()
    assert not any(code in page for code in codes)
    assert "10 recovery codes left" in page


def test_new_recovery_codes_take_the_place_of_the_old(as_nurse: Client, nurse: Account):
    second_factors.add_app(secret=TOTP_SECRET, by=nurse)
    old = second_factors.codes_to_keep(nurse)

    as_nurse.post(CODES, {**TOKEN, "intent": "renew"})

    assert not set(old) & set(second_factors.codes_to_keep(nurse))
    assert [found["action"] for found in events()] == ["add-second-factor", "renew-recovery-codes"]


def test_recovery_codes_alone_are_no_factor(as_nurse: Client):
    response = as_nurse.post(CODES, {**TOKEN, "intent": "renew"})

    assert response.status_code == 422
    assert "Set up an authenticator app or a passkey first." in response.content.decode()


def test_removing_the_last_factor_takes_the_recovery_codes_with_it(
    as_nurse: Client, nurse: Account
):
    factor = second_factors.add_app(secret=TOTP_SECRET, by=nurse)

    as_nurse.post(reverse("remove-second-factor", args=[factor.pk]))

    assert not Authenticator.objects.filter(user_id=nurse.pk).exists()


def test_the_last_factor_stays_where_one_is_required(
    as_nurse: Client, nurse: Account, settings: Settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    factor = a_second_factor(nurse)

    response = as_nurse.post(reverse("remove-second-factor", args=[factor.pk]))

    assert response.status_code == 422
    assert "This is your only second factor." in response.content.decode()
    assert second_factors.of(nurse) == [factor]


def test_a_second_app_is_not_set_up_beside_the_first(as_nurse: Client, nurse: Account):
    secret = secret_in(as_nurse.get(SET_UP).content.decode())
    a_second_factor(nurse)

    response = as_nurse.post(SET_UP, {**TOKEN, "code": code_of(secret)})

    assert response.status_code == 422
    assert "An authenticator app is set up already." in response.content.decode()


def test_a_former_key_opens_secrets_until_they_are_encrypted_anew(
    nurse: Account, settings: Settings
):
    factor = second_factors.add_app(secret=TOTP_SECRET, by=nurse)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key for the secrets of second factors"
    assert factor.wrap().validate_code(code_of())

    call_command("encrypt_second_factors", stdout=(said := StringIO()))
    assert said.getvalue().startswith("2 secrets are encrypted with the key in use")

    settings.SECRET_KEY_FALLBACKS = []
    factor.refresh_from_db()
    assert factor.wrap().validate_code(code_of(steps=1))
    assert second_factors.codes_left(nurse) == 10
    settings.SECRET_KEY = "a key that never was in use for anything at all"
    with pytest.raises(InvalidToken):
        factor.wrap().validate_code(code_of())
