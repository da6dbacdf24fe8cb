"""What an account reaches that gave its password, but not the second factor it must have."""

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from patients.models import Account, Clinic
from tests import addresses, admin_addresses
from tests.factories import a_second_factor, an_invitation
from tests.factories.people import PASSWORD
from tests.fixtures import signed_in
from tests.patients.events import event, events
from tests.test_access_table import ROWS

pytestmark = pytest.mark.django_db

# What GET and POST answer here; every other address redirects to setting up a second factor.
OPEN = {
    "account_login": (302, 302),
    "mfa_authenticate": (302, 302),
    "mfa_login_webauthn": (302, 302),
    "health-live": (200, 405),
    "health-ready": (200, 405),
    "session-state": (200, 405),
    "come-back": (403, 405),
    "confirm-identity": (200, 422),
    "begin-confirmation": (405, 503),
    "second-factors": (200, 405),
    "set-up-app": (200, 422),
    "add-passkey": (200, 422),
    "accept-invitation": (200, 422),
}
OTHERS = {"kind": "dose-steps", "code": "any", "since": date(2026, 1, 5)}
NAMES = list(dict.fromkeys(row[0] for row in ROWS))


@pytest.fixture
def half_signed_in(neurologist: Account, settings: Settings) -> Client:
    settings.SECOND_FACTOR_REQUIRED = True
    return signed_in(neurologist, "password")


def address(name: str, clinic: Clinic) -> str:
    if name in admin_addresses.NAMES:
        return admin_addresses.url(name, clinic)
    arguments = (addresses.ARGUMENTS | addresses.NOT_OF_A_PATIENT).get(name, ())
    return reverse(name, kwargs={each: OTHERS.get(each, 1) for each in arguments})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_redirects_to_setting_up_a_second_factor(
    method: str, half_signed_in: Client, clinic: Clinic
):
    to_set_up = (302, reverse("second-factors"))

    for name in set(NAMES) - {"account_logout"}:
        response = half_signed_in.generic(method, address(name, clinic))
        if name in OPEN:
            assert response.status_code == OPEN[name][method == "POST"], name
        else:
            assert (response.status_code, response["Location"]) == to_set_up, name


def test_no_link_leads_to_an_address_that_redirects(half_signed_in: Client):
    page = half_signed_in.get(reverse("second-factors")).content.decode()

    assert "Set one up to go on" in page
    assert 'aria-label="Main"' not in page
    assert 'role="search"' not in page


def test_a_half_signed_in_account_may_sign_out(half_signed_in: Client):
    assert half_signed_in.get("/sign-out/").status_code == 200
    assert half_signed_in.post("/sign-out/")["Location"] == "/sign-in/"


def test_a_password_alone_opens_nothing_once_there_is_a_second_factor(
    half_signed_in: Client, neurologist: Account
):
    a_second_factor(neurologist)

    response = half_signed_in.get("/account/second-factors/app/", follow=True)

    assert response.redirect_chain == [("/sign-in/", 302)]
    assert "Sign in again, and use it." in response.content.decode()
    assert events() == [event("sign-out", by=neurologist)]


def test_an_account_that_gave_its_second_factor_goes_on(neurologist: Account, settings: Settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert signed_in(neurologist).get("/").status_code == 200


def test_accepting_an_invitation_leads_straight_to_setting_up_a_second_factor(
    clinic: Clinic, settings: Settings, client: Client
):
    settings.SECOND_FACTOR_REQUIRED = True
    invitation, token = an_invitation(clinic)
    link = reverse("accept-invitation", args=[token])
    chosen = {"full_name": "Nadia SAMPLE", "password": PASSWORD, "again": PASSWORD}

    client.post(link, {"form_token": uuid.uuid4(), **chosen})
    client.post("/sign-in/", {"login": invitation.email, "password": PASSWORD, "next": link})
    response = client.post(link, {"form_token": uuid.uuid4()}, follow=True)

    assert [url for url, _ in response.redirect_chain] == ["/", reverse("second-factors")]
    assert client.get(reverse("set-up-app")).status_code == 200
