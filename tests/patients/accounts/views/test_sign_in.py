"""Signing in and out: who gets in, and what a failure reveals and records."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from patients.models import Account, AuditEvent
from tests.factories import an_account
from tests.factories.people import PASSWORD
from tests.pages.reading import text
from titration.demo.clinics import NORTHBRIDGE
from titration.demo.clinics import PASSWORD as DEMO_PASSWORD

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

Failure = Callable[[Account], tuple[str, str]]

EMAIL = "nora.sample@clinic.example"
SIGN_IN = "/sign-in/"
SIGN_OUT = "/sign-out/"


@pytest.fixture(autouse=True)
def fresh_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def account() -> Account:
    return an_account(email=EMAIL)


@pytest.fixture
def signed_in(client: Client, account: Account) -> Client:
    client.force_login(account)
    return client


def sign_in(
    client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str
) -> "Response":
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def events() -> list[tuple[str, str, int | None]]:
    rows = AuditEvent.objects.filter(action__startswith="sign-").order_by("pk")
    return list(rows.values_list("action", "outcome", "account_id"))


def test_the_page_says_what_this_is_whom_to_ask_and_who_can_try_it(client: Client) -> None:
    page = text(client.get(SIGN_IN))

    assert "Titration is a clinic’s record of oral baclofen in dystonia" in page
    assert "Ask an admin of your clinic" in page
    for member in NORTHBRIDGE.members:
        assert f"{member.full_name} {member.role.capitalize()} {member.email}" in page
    assert f"with the password {DEMO_PASSWORD}" in page


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper(), f" {EMAIL} "])
def test_the_right_password_signs_in_however_the_email_is_typed(
    client: Client, account: Account, email: str
) -> None:
    response = sign_in(client, email)

    assert (response.status_code, response["Location"]) == (302, reverse("worklist"))
    assert is_signed_in(client)
    assert events() == [("sign-in", "allowed", account.pk)]


def make_unknown(account: Account) -> tuple[str, str]:
    return "somebody.else@clinic.example", PASSWORD


def make_wrong(account: Account) -> tuple[str, str]:
    return EMAIL, f"{PASSWORD}s"


def make_inactive(account: Account) -> tuple[str, str]:
    Account.objects.filter(pk=account.pk).update(is_active=False)
    return EMAIL, PASSWORD


FAILURES: list[Failure] = [make_unknown, make_wrong, make_inactive]


@pytest.mark.parametrize("fail", FAILURES)
def test_a_failed_form_keeps_the_email_and_not_the_password(
    client: Client, account: Account, fail: Failure
) -> None:
    email, password = fail(account)

    response = sign_in(client, email, password)

    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Sign in" in page
    assert f'value="{email}"' in page
    assert password not in page
    assert not is_signed_in(client)


def test_every_failure_looks_the_same(client: Client, account: Account) -> None:
    pages = set()
    for fail in FAILURES:
        email, password = fail(account)
        page = sign_in(client, email, password).content.decode()
        pages.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(email, "")))

    assert len(pages) == 1
    assert "No account in use has this e-mail and password." in pages.pop()


@pytest.mark.parametrize("fail", FAILURES)
def test_a_failure_is_on_record_without_the_email(
    client: Client, account: Account, fail: Failure
) -> None:
    email, password = fail(account)

    sign_in(client, email, password)

    known = account.pk if email == EMAIL else None
    assert events() == [("sign-in", "refused", known)]
    assert email not in str(AuditEvent.objects.values())


def test_an_empty_form_says_what_to_enter(client: Client) -> None:
    page = sign_in(client, "", "").content.decode()

    assert '<a href="#id_login">Enter your e-mail.</a>' in page
    assert '<a href="#id_password">Enter your password.</a>' in page
    assert events() == []


def test_after_five_failures_a_sixth_try_is_refused(client: Client, account: Account) -> None:
    for _ in range(5):
        sign_in(client, EMAIL, "not this one")

    response = sign_in(client)

    assert response.status_code == 422
    assert "Too many tries have failed." in response.content.decode()
    assert not is_signed_in(client)
    assert events() == [("sign-in", "refused", account.pk)] * 6


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/reference/", "/reference/"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_next_leads_to_no_other_site(
    client: Client, account: Account, wanted: str, reached: str | None
) -> None:
    assert sign_in(client, next=wanted)["Location"] == (reached or reverse("worklist"))


def test_a_page_requested_before_signing_in_opens_afterwards(
    client: Client, account: Account
) -> None:
    page = client.get(SIGN_IN, {"next": "/reference/"}).content.decode()

    assert '<input type="hidden" name="next" value="/reference/">' in page


def test_the_sign_in_page_is_not_cached(client: Client) -> None:
    assert client.get(SIGN_IN)["Cache-Control"] == "no-store"


def test_opening_the_sign_out_page_does_not_sign_out(signed_in: Client) -> None:
    page = signed_in.get(SIGN_OUT).content.decode()

    assert "Sign out?" in page
    assert is_signed_in(signed_in)


def test_signing_out_ends_the_session_for_good(signed_in: Client, account: Account) -> None:
    kept_cookie = signed_in.cookies["sessionid"].value

    response = signed_in.post(SIGN_OUT, follow=True)

    assert response.redirect_chain == [(SIGN_IN, 302)]
    assert "You are signed out." in response.content.decode()
    assert not Session.objects.filter(pk=kept_cookie).exists()
    assert events() == [("sign-out", "allowed", account.pk)]


def test_signing_out_needs_a_csrf_token(account: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)

    response = client.post(SIGN_OUT)

    assert response.status_code == 403
    assert "The form was out of date" in response.content.decode()
    assert is_signed_in(client)


def test_signing_out_twice_leads_to_sign_in(client: Client) -> None:
    response = client.post(SIGN_OUT)

    assert (response.status_code, response["Location"]) == (302, SIGN_IN)
    assert events() == []


def test_a_deactivated_account_is_signed_out_at_its_next_request(
    signed_in: Client, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)

    response = signed_in.get(SIGN_OUT)

    assert response["Location"] == SIGN_IN


@pytest.mark.parametrize(
    "name",
    [
        *("account_signup", "account_reset_password", "account_email", "account_inactive"),
        *("account_reauthenticate", "account_change_password", "usersessions_list"),
        *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
        *("mfa_add_webauthn", "mfa_signup_webauthn", "mfa_generate_recovery_codes"),
    ],
)
def test_nothing_else_of_allauth_has_an_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
