"""People change their own account; a new password ends their other sessions."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.accounts.actions import emergencies
from patients.models import Account
from tests.factories import a_clinic, a_patient
from tests.factories.people import PASSWORD
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

NEW = "other words for testing"
CHANGED = {"current": PASSWORD, "password": NEW, "again": NEW}


@pytest.fixture(autouse=True)
def fresh_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def browser(account: Account, password: str = PASSWORD) -> Client:
    """Return a browser signed in through the sign-in page, and so in the list of sessions."""
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    client.post("/sign-in/", {"login": account.email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def posted(**other: str) -> dict[str, str]:
    token = "0190163d-8694-739b-aea5-966c26f8ad91"
    return {"form_token": token, **other}


def test_a_new_password_signs_out_everywhere_else(nurse: Account):
    here, elsewhere = browser(nurse), browser(nurse)

    response = here.post(reverse("change-password"), posted(**CHANGED))

    assert response["Location"] == reverse("own-account")
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert is_signed_in(browser(nurse, NEW))
    assert event("change-password", by=nurse, about=nurse) in events()
    assert here.get("/account/sessions/").content.decode().count("Firefox on Windows") == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": f"{PASSWORD}s"}, "This is not the password of your account."),
        ({"current": ""}, "Enter your password."),
        ({"password": "fourteen chars", "again": "fourteen chars"}, "too short"),
        ({"password": "1qaz2wsx3edc4rfv", "again": "1qaz2wsx3edc4rfv"}, "too common"),
        ({"again": f"{NEW}s"}, "This is not the password typed above."),
    ],
)
def test_a_refused_password_changes_nothing(nurse: Account, typed: dict[str, str], sentence: str):
    here = browser(nurse)

    response = here.post(reverse("change-password"), posted(**CHANGED | typed))

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert NEW not in page
    assert nurse.password == Account.objects.get(pk=nurse.pk).password


def test_guessing_the_password_from_an_open_session_is_limited(nurse: Account):
    here = browser(nurse)
    wrong = posted(password="not this one")
    for _ in range(5):
        here.post(reverse("confirm-identity"), wrong)

    page = here.post(reverse("confirm-identity"), wrong | {"password": PASSWORD}).content.decode()

    assert "Too many tries have failed." in page


def test_a_refused_new_password_uses_no_try_of_the_present_one(nurse: Account):
    here = browser(nurse)
    for _ in range(6):
        here.post(reverse("change-password"), posted(**CHANGED | {"again": "something else"}))

    response = here.post(reverse("change-password"), posted(**CHANGED))

    assert response["Location"] == reverse("own-account")


def test_a_changed_name_is_shown_everywhere(as_nurse: Client, nurse: Account):
    as_nurse.post(reverse("change-name"), posted(full_name=" Nils  SAMPLE "))

    assert Account.objects.get(pk=nurse.pk).full_name == "Nils SAMPLE"
    assert events() == [event("rename-account", by=nurse, about=nurse)]


def test_signing_out_everywhere_else_leaves_this_session(nurse: Account):
    here, elsewhere = browser(nurse), browser(nurse)
    assert here.get(reverse("sessions")).content.decode().count("Firefox on Windows") == 2

    here.post(reverse("sessions"))

    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert events()[-1] == event("end-sessions", by=nurse, about=nurse)


def test_the_history_lists_only_the_accounts_own_sign_ins(nurse: Account, neurologist: Account):
    browser(neurologist)
    Client().post("/sign-in/", {"login": nurse.email, "password": "not this one"})

    page = browser(nurse).get(reverse("sign-in-history")).content.decode()

    assert page.count('<td data-label="What happened">') == 2
    assert page.index("Signed in") < page.index("A sign-in failed")
    assert "127.0.0.1" in page


STALE = ["sessions", "set-up-app", "add-passkey", "recovery-codes", "break-glass"]


@pytest.mark.parametrize("name", STALE)
def test_changing_what_opens_the_account_asks_for_the_password_again(name: str, as_nurse: Client):
    session = as_nurse.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - 301}]
    session.save()

    url = reverse(name)
    asked = f"{reverse('confirm-identity')}?next={url.replace('/', '%2F')}"
    assert as_nurse.get(url)["Location"] == asked
    assert "then send the form again" in as_nurse.post(url, follow=True).content.decode()

    confirmed = as_nurse.post(asked, posted(password=PASSWORD))

    assert confirmed["Location"] == url
    assert as_nurse.get(url).status_code == 200


def test_emergency_access_stands_in_the_account_with_its_reason_and_end(nurse: Account):
    elsewhere = a_clinic("Elsewhere")
    here = browser(nurse)
    reason = "Her own clinic is closed tonight."

    response = here.post(
        reverse("break-glass"),
        posted(clinic=str(elsewhere.pk), reason=reason),
        follow=True,
    )

    assert "You have emergency access to Elsewhere until" in response.content.decode()
    assert reason in here.get("/account/").content.decode()
    assert emergencies.role_of(nurse) == "nurse"


def test_emergency_access_opens_the_charts_there_until_it_ends(nurse: Account):
    elsewhere = a_clinic("Elsewhere")
    chart = reverse("patient-chart", args=[a_patient(elsewhere).pk])
    here = browser(nurse)
    assert here.get(chart).status_code == 404

    taken = emergencies.take(clinic=elsewhere, reason="Her own clinic is closed.", by=nurse)

    assert here.get(chart).status_code == 200
    nurse.memberships.filter(pk=taken.pk).update(until=timezone.now())
    assert here.get(chart).status_code == 404


@pytest.mark.parametrize("reason", ["", "short", " " * 20])
def test_emergency_access_without_a_reason_is_not_given(nurse: Account, reason: str):
    elsewhere = a_clinic("Elsewhere")

    response = browser(nurse).post(
        reverse("break-glass"), posted(clinic=str(elsewhere.pk), reason=reason)
    )

    assert response.status_code == 422
    assert not nurse.memberships.filter(clinic=elsewhere).exists()


def test_a_colleagues_name_is_refused_and_what_was_typed_stays(
    as_nurse: Client, nurse: Account, neurologist: Account
):
    answer = as_nurse.post(reverse("change-name"), posted(full_name="Nοra NEUROLOGIST"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "is, or was, called Nοra NEUROLOGIST, or a name that looks the same" in page
    assert 'value="Nοra NEUROLOGIST"' in page
    assert Account.objects.get(pk=nurse.pk).full_name == "Nils NURSE"
