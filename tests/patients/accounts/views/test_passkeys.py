"""Signing in with a passkey: which passkeys open an account, and which do not."""

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


def passkey_options(browser: Client) -> dict[str, Any]:
    """Return the options with which the sign-in page asks for a passkey."""
    found = browser.get(BY_PASSKEY, headers={"accept": "application/json"}).json()
    return dict(found["request_options"])


def second_step_options(browser: Client, account: Account) -> dict[str, Any]:
    """Return the options with which the second step asks for a passkey of one account."""
    browser.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    page = browser.get(SECOND_STEP).content.decode()
    found = re.search(r'<script id="passkey-options"[^>]*>(.*?)</script>', page)
    assert found
    return dict(json.loads(found[1]))


def test_a_passkey_signs_in_alone(browser: Client, nurse: Account):
    answer = Passkey(nurse).answer(passkey_options(browser))

    response = browser.post(f"{BY_PASSKEY}?next=/reference/", {"credential": answer})

    assert response["Location"] == "/reference/"
    assert browser.cookies["sessionid"]["max-age"] == ""  # it ends with the browser
    assert browser.get("/account/").status_code == 200
    assert events() == [event("sign-in", by=nurse)]


def test_a_passkey_is_the_second_step(browser: Client, nurse: Account):
    passkey = Passkey(nurse)

    response = browser.post(
        SECOND_STEP, {"credential": passkey.answer(second_step_options(browser, nurse))}
    )

    assert response["Location"] == "/"
    assert browser.get("/account/").status_code == 200


def test_the_passkey_of_a_deactivated_account_opens_nothing(browser: Client, nurse: Account):
    answer = Passkey(nurse).answer(passkey_options(browser))
    Account.objects.update(is_active=False)

    response = browser.post(BY_PASSKEY, {"credential": answer})

    assert response.status_code == 422
    assert "The passkey was not used." in response.content.decode()
    assert events() == [event("sign-in", "refused")]


def test_a_passkey_without_user_verification_opens_nothing(browser: Client, nurse: Account):
    passkey = Passkey(nurse)
    alone = browser.post(
        BY_PASSKEY, {"credential": passkey.answer(passkey_options(browser), flags=Flag.UP)}
    )
    options = second_step_options(browser, nurse)
    second = browser.post(SECOND_STEP, {"credential": passkey.answer(options, flags=Flag.UP)})

    assert (alone.status_code, second.status_code) == (422, 422)
    assert browser.get("/account/").status_code == 302


def test_an_answer_opens_an_account_once(browser: Client, nurse: Account):
    answer = Passkey(nurse).answer(passkey_options(browser))
    browser.post(BY_PASSKEY, {"credential": answer})
    browser.post("/sign-out/")

    assert browser.post(BY_PASSKEY, {"credential": answer}).status_code == 422


def test_the_passkey_of_another_account_is_no_second_step(
    browser: Client, nurse: Account, neurologist: Account
):
    Passkey(nurse)
    other = Passkey(neurologist)

    response = browser.post(
        SECOND_STEP, {"credential": other.answer(second_step_options(browser, nurse))}
    )

    assert response.status_code == 422
    assert events() == [event("second-factor", "refused", by=nurse)]
