"""One-time links: where they lead, and that they reveal nothing about accounts."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.models import Account, Clinic, Invitation
from tests.factories import (
    a_clinic,
    a_membership,
    a_reset,
    a_second_factor,
    an_account,
    an_invitation,
)
from tests.factories.people import PASSWORD as OWN_PASSWORD
from tests.fixtures import signed_in
from tests.patients.accounts.test_sign_in_limits import CountingHasher

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

EMAIL = "nadia@clinic.example"
PASSWORD = "a set of plain words"
FORM = {"form_token": "0" * 32}
NEW = FORM | {"full_name": "Nadia SAMPLE", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def url(clinic: Clinic, admin: Account) -> str:
    """The address of an invitation."""
    return reverse("accept-invitation", args=[an_invitation(clinic, email=EMAIL, by=admin)[1]])


def sign_in_and_accept(client: Client, url: str, password: str = PASSWORD) -> "Response":
    """Follow the invitation's page: sign in, then accept."""
    sign_in = f"{reverse('account_login')}?{urlencode({'next': url})}"
    signed_in = client.post(sign_in, {"login": EMAIL, "password": password, "next": url})
    assert signed_in["Location"] == url
    return client.post(url, FORM)


def test_a_new_person_signs_in_and_has_the_role(url: str, client: Client, clinic: Clinic):
    page = client.post(url, NEW, follow=True).content.decode()
    assert f"Sign in as {EMAIL} to accept" in page
    assert f'<input type="hidden" name="next" value="{url}">' in page

    answer = sign_in_and_accept(client, url)

    nadia = Account.objects.get(email=EMAIL)
    assert (answer.status_code, answer["Location"]) == (302, reverse("worklist"))
    assert nadia.roles == {clinic.pk: "nurse"}
    assert client.get(reverse("worklist")).status_code == 200


def test_the_second_factor_comes_next_where_one_is_required(
    url: str, client: Client, settings: Any
):
    settings.SECOND_FACTOR_REQUIRED = True

    client.post(url, NEW)
    assert sign_in_and_accept(client, url)["Location"] == reverse("worklist")
    answer = client.get(reverse("worklist"))

    assert answer["Location"] == reverse("second-factors")
    assert "Code that the app shows" in client.get(reverse("set-up-app")).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"full_name": ""}, "Enter the name."),
        ({"password": "short", "again": "short"}, "at least 15 characters"),
        ({"again": "another set of words"}, "This is not the password typed above."),
    ],
)
def test_a_form_filled_in_wrong_makes_no_account(
    url: str, client: Client, said: dict[str, str], sentence: str
):
    answer = client.post(url, NEW | said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert not Account.objects.filter(email=EMAIL).exists()


KINDS = ["member elsewhere", "deactivated", "without a membership"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sent", [NEW, NEW | {"again": ""}, FORM])
def test_no_answer_reveals_whether_there_is_an_account(
    sent: dict[str, str], kind: str, clinic: Clinic, admin: Account
):
    def pages(email: str) -> list[tuple[int, str]]:
        link = reverse("accept-invitation", args=[an_invitation(clinic, email=email, by=admin)[1]])
        browser = Client()
        answers = (browser.get(link), browser.post(link, sent, follow=True), browser.get(link))
        texts = ((each.status_code, each.content.decode().replace(email, "")) for each in answers)
        return [
            (status, re.sub(r'value="[^"]*"|/join/[^"]*|%2Fjoin[^"]*', "", text))
            for status, text in texts
        ]

    known = an_account(email="known@clinic.example", is_active=kind != "deactivated")
    if kind != "without a membership":
        a_membership(known, a_clinic(), "nurse")

    assert pages(known.email) == pages("new@clinic.example")
    accounts = signed_in(admin).get(reverse("accounts")).content.decode()
    known_row, new_row = (
        accounts.partition(email)[2].partition("</tr>")[0]
        for email in (known.email, "new@clinic.example")
    )
    assert known_row == new_row


@pytest.mark.parametrize("is_known", [True, False])
def test_the_form_costs_one_hash_whether_or_not_there_is_an_account(
    is_known: bool, url: str, client: Client, settings: Any
):
    settings.PASSWORD_HASHERS = ["tests.patients.accounts.test_sign_in_limits.CountingHasher"]
    if is_known:
        a_membership(an_account(email=EMAIL), a_clinic(), "nurse")
    CountingHasher.hashed.clear()

    client.post(url, NEW)

    assert len(CountingHasher.hashed) == 1


def test_the_form_sets_no_password_of_an_account_that_is_in_use(url: str, client: Client):
    a_membership(an_account(email=EMAIL), a_clinic(), "nurse")
    client.post(url, NEW)

    answer = client.post("/sign-in/", {"login": EMAIL, "password": PASSWORD})

    assert answer.status_code == 422
    assert sign_in_and_accept(client, url, OWN_PASSWORD)["Location"] == reverse("worklist")


def test_a_person_with_an_account_signs_in_and_accepts(url: str, clinic: Clinic, client: Client):
    nadia = an_account(email=EMAIL)

    browser = signed_in(nadia)
    assert "Accept" in browser.get(url).content.decode()
    answer = browser.post(url, FORM, follow=True)

    assert f"You are now nurse of {clinic}." in answer.content.decode()
    assert Account.objects.get(pk=nadia.pk).roles == {clinic.pk: "nurse"}


def test_another_signed_in_account_is_asked_to_sign_out(url: str, as_nurse: Client, nurse: Account):
    assert "Sign out, then open the link again." in as_nurse.get(url).content.decode()

    answer = as_nurse.post(url, FORM)

    assert answer.status_code == 422
    assert Invitation.objects.open().exists()


def test_every_dead_link_looks_the_same(url: str, client: Client, clinic: Clinic):
    client.post(url, NEW)
    sign_in_and_accept(client, url)
    expired, expired_token = an_invitation(clinic)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    over = an_invitation(clinic, until=timezone.now())[1]
    dead = [
        url,
        *(reverse("accept-invitation", args=[t]) for t in (expired_token, over, "nothing")),
    ]

    answers = [Client().get(address) for address in dead]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "This link opens nothing" in answers[0].content.decode()


def choose(client: Client, nurse: Account, admin: Account, **said: str) -> "Response":
    url = reverse("choose-password", args=[a_reset(nurse, by=admin)[1]])
    return client.post(url, FORM | {"password": PASSWORD, "again": PASSWORD} | said)


def test_a_new_password_signs_in(client: Client, nurse: Account, admin: Account):
    answer = choose(client, nurse, admin)

    assert answer["Location"] == reverse("worklist")
    assert client.cookies["sessionid"]["max-age"] == ""  # it ends with the browser
    assert client.get(reverse("worklist")).status_code == 200
    assert Account.objects.get(pk=nurse.pk).check_password(PASSWORD)


def test_a_new_password_does_not_stand_in_for_the_second_factor(
    client: Client, nurse: Account, admin: Account
):
    a_second_factor(nurse)

    answer = choose(client, nurse, admin)

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("worklist")).status_code == 302


def test_a_link_that_is_shown_is_shown_once(as_admin: Client):
    said = FORM | {"email": EMAIL, "role": "nurse"}

    first = as_admin.post(reverse("invite"), said)
    again = as_admin.post(reverse("invite"), said, follow=True)

    assert "/join/" in first.content.decode()
    assert "/join/" not in again.content.decode()
    assert "was made before" in again.content.decode()


def test_a_new_person_with_a_members_name_is_asked_for_another(
    url: str, client: Client, neurologist: Account
):
    answer = client.post(url, NEW | {"full_name": neurologist.full_name})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "add what tells you apart, for example a middle initial" in page
    assert f'value="{neurologist.full_name}"' in page
    assert not Account.objects.filter(email=EMAIL).exists()


def test_an_account_with_a_members_name_is_told_where_to_change_it(
    url: str, neurologist: Account, clinic: Clinic
):
    namesake = an_account(neurologist.full_name, email=EMAIL)

    answer = signed_in(namesake).post(url, FORM)

    assert answer.status_code == 422
    assert "You can do so under “Change your name”." in answer.content.decode()
    assert not namesake.memberships.exists()
