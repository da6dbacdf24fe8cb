"""Signing in by a passkey: whose opens an account, and whose never does."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from patients.models import Account
from tests.factories.people import PASSWORD
from tests.patients.accounts.passkeys import HOST, Flag, Passkey
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

BY_PASSKEY = "/sign-in/passkey/"
SECOND_STEP = "/sign-in/second-factor/"


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": HOST})


def asked(browser: Client) -> dict[str, Any]:
    """What the sign-in page asks any passkey for."""
    found = browser.get(BY_PASSKEY, headers={"accept": "application/json"}).json()
    return dict(found["request_options"])


def asked_second(browser: Client, account: Account) -> dict[str, Any]:
    """What the second step asks a passkey of one account for."""
    browser.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    page = browser.get(SECOND_STEP).content.decode()
    found = re.search(r'<script id="passkey-options"[^>]*>(.*?)</script>', page)
    assert found
    return dict(json.loads(found[1]))


def test_a_passkey_signs_in_alone(browser: Client, nurse: Account):
    answer = Passkey(nurse).answer(asked(browser))

    response = browser.post(f"{BY_PASSKEY}?next=/reference/", {"credential": answer})

    assert response["Location"] == "/reference/"
    assert browser.get("/account/").status_code == 200
    assert events() == [event("sign-in", by=nurse)]


def test_a_passkey_is_the_second_step(browser: Client, nurse: Account):
    passkey = Passkey(nurse)

    response = browser.post(
        SECOND_STEP, {"credential": passkey.answer(asked_second(browser, nurse))}
    )

    assert response["Location"] == "/"
    assert browser.get("/account/").status_code == 200


def test_the_passkey_of_a_deactivated_account_opens_nothing(browser: Client, nurse: Account):
    answer = Passkey(nurse).answer(asked(browser))
    Account.objects.update(is_active=False)

    response = browser.post(BY_PASSKEY, {"credential": answer})

    assert response.status_code == 422
    assert "The passkey was not used." in response.content.decode()
    assert events() == [event("sign-in", "refused")]


def test_a_passkey_whose_owner_was_not_shown_to_be_there_opens_nothing(
    browser: Client, nurse: Account
):
    passkey = Passkey(nurse)
    alone = browser.post(BY_PASSKEY, {"credential": passkey.answer(asked(browser), flags=Flag.UP)})
    options = asked_second(browser, nurse)
    second = browser.post(SECOND_STEP, {"credential": passkey.answer(options, flags=Flag.UP)})

    assert (alone.status_code, second.status_code) == (422, 422)
    assert browser.get("/account/").status_code == 302


def test_an_answer_opens_an_account_once(browser: Client, nurse: Account):
    answer = Passkey(nurse).answer(asked(browser))
    browser.post(BY_PASSKEY, {"credential": answer})
    browser.post("/sign-out/")

    assert browser.post(BY_PASSKEY, {"credential": answer}).status_code == 422


def test_the_passkey_of_another_account_is_no_second_step(
    browser: Client, nurse: Account, neurologist: Account
):
    Passkey(nurse)
    other = Passkey(neurologist)

    response = browser.post(SECOND_STEP, {"credential": other.answer(asked_second(browser, nurse))})

    assert response.status_code == 422
    assert events() == [event("second-factor", "refused", by=nurse)]
