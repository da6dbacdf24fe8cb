"""Signing in with an account at the hospital: whom it opens, for how long, and what it asks for."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from patients.models import Account, AuditEvent, Clinic
from tests.factories import a_neurologist, a_second_factor, an_account
from tests.factories.people import LONG_AGO, code_of
from tests.fixtures import signed_in
from tests.patients.accounts.at_the_hospital import (
    FORM,
    SUBJECT,
    confirm,
    is_signed_in,
    sign_in,
    tied,
    without_password,
)
from tests.patients.accounts.provider import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def failures() -> list[int | None]:
    """Return the accounts that the failed sign-ins so far are about."""
    failed = AuditEvent.objects.filter(action="sign-in", outcome="refused").order_by("pk")
    return list(failed.values_list("account_id", flat=True))


@pytest.mark.parametrize(
    ("wanted", "led_to"), [("/reference/", "/reference/"), ("https://elsewhere.example/", "/")]
)
def test_a_tied_account_is_opened_and_leads_to_the_page_that_was_wanted(
    wanted: str, led_to: str, client: Client, provider: Provider, neurologist: Account
):
    tied(neurologist, provider)

    answer = sign_in(client, provider, wanted=wanted)

    assert (answer.status_code, answer["Location"]) == (302, led_to)
    assert client.session["_auth_user_id"] == str(neurologist.pk)
    assert failures() == []


def test_a_person_without_a_tied_account_reads_the_same_page_and_nothing_is_made(
    provider: Provider, clinic: Clinic
):
    deactivated, untied, former = (a_neurologist(clinic) for _ in range(3))
    for account in (deactivated, untied, former):
        tied(account, provider, subject=f"subject {account.pk}")
    Account.objects.filter(pk=deactivated.pk).update(is_active=False)
    former.memberships.update(until=LONG_AGO.replace(year=2021))
    untied.outside_identities.update(ended_at=LONG_AGO, ended_by=former)
    before = Account.objects.count()
    subjects = ["a stranger", *(f"subject {each.pk}" for each in (deactivated, untied, former))]

    browsers = [Client() for _ in subjects]
    pages = [
        sign_in(browser, provider, subject)
        for browser, subject in zip(browsers, subjects, strict=True)
    ]

    assert {page.status_code for page in pages} == {403}
    assert len({page.content for page in pages}) == 1
    assert not any(map(is_signed_in, browsers))
    assert Account.objects.count() == before
    assert failures() == [None, deactivated.pk, untied.pk, former.pk]


def test_an_email_that_the_provider_tells_ties_nothing(client: Client, provider: Provider):
    account = an_account(email="nora@clinic.example")
    provider.wrong = {"email": account.email, "email_verified": True, "name": account.full_name}

    answer = sign_in(client, provider)

    assert answer.status_code == 403
    assert not account.outside_identities.exists()
    assert account.email not in answer.content.decode()


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({}, True),
        ({"amr": ["pwd"]}, True),
        ({"amr": "mfa"}, True),
        ({"amr": [["mfa"]]}, True),
        ({"acr": ["urn:two"]}, True),
        ({"acr": "urn:one"}, True),
        ({"amr": ["pwd", "mfa"]}, False),
        ({"acr": "urn:two"}, False),
    ],
)
def test_a_second_factor_is_asked_for_unless_the_provider_names_a_listed_value(
    said: dict[str, Any],
    asks: bool,
    client: Client,
    provider: Provider,
    neurologist: Account,
):
    a_second_factor(neurologist)
    tied(neurologist, provider)
    provider.wrong = said

    answer = sign_in(client, provider)

    assert (answer["Location"] == reverse("mfa_authenticate")) is asks
    assert is_signed_in(client) is not asks
    if asks:
        client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert client.get(reverse("worklist")).status_code == 200


def test_no_value_is_trusted_unless_it_is_listed(
    client: Client, provider: Provider, neurologist: Account, settings: Settings
):
    none: dict[str, Any] = dict.fromkeys(("second_factor_amr", "second_factor_acr"), frozenset())
    settings.OUTSIDE_PROVIDER = replace(settings.OUTSIDE_PROVIDER, **none)
    a_second_factor(neurologist)
    tied(neurologist, provider)
    provider.wrong = {"amr": ["mfa"], "acr": "urn:two"}

    assert sign_in(client, provider)["Location"] == reverse("mfa_authenticate")


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize(
    ("has_password", "said", "is_led_to_set_up"),
    [(True, ["mfa"], True), (True, [], True), (False, [], True), (False, ["mfa"], False)],
)
def test_who_has_no_factor_here_sets_one_up_unless_the_hospital_alone_opens_the_account(
    has_password: bool,
    said: list[str],
    is_led_to_set_up: bool,
    client: Client,
    provider: Provider,
    neurologist: Account,
):
    tied(neurologist if has_password else without_password(neurologist), provider)
    provider.wrong = {"amr": said}

    sign_in(client, provider)
    answer = client.get(reverse("worklist"))

    led_to = reverse("second-factors") if is_led_to_set_up else None
    assert answer.headers.get("Location") == led_to


def test_a_session_ends_at_the_next_request_once_an_admin_has_untied_the_account(
    provider: Provider, neurologist: Account, as_admin: Client
):
    opened, by_password = Client(), signed_in(neurologist)
    tied(neurologist, provider)
    sign_in(opened, provider)

    as_admin.post(reverse("untie-account", args=[neurologist.pk]), FORM)
    answer = opened.get(reverse("worklist"), follow=True)

    assert "does not open this one any more" in answer.content.decode()
    assert not is_signed_in(opened)
    assert by_password.get(reverse("worklist")).status_code == 200
    assert sign_in(Client(), provider).status_code == 403


@pytest.mark.parametrize("leaves", ["deactivate-account", "reset-sign-in", "end-membership"])
def test_leaving_or_a_reset_ends_the_session_and_the_tie(
    leaves: str, provider: Provider, neurologist: Account, as_admin: Client
):
    opened, page = Client(), [neurologist.pk]
    tied(neurologist, provider)
    sign_in(opened, provider)
    if leaves == "end-membership":
        page.append(neurologist.memberships.get().pk)

    as_admin.post(reverse(leaves, args=page), FORM | {"when": "now"})

    assert opened.get(reverse("worklist")).status_code == 302
    assert not is_signed_in(opened)
    assert sign_in(Client(), provider).status_code == 403


def test_a_reactivated_account_has_to_be_tied_anew(
    provider: Provider, neurologist: Account, as_admin: Client
):
    tied(neurologist, provider)

    for change in ("deactivate-account", "reactivate-account"):
        as_admin.post(reverse(change, args=[neurologist.pk]), FORM)

    assert sign_in(Client(), provider).status_code == 403
    assert Account.objects.get(pk=neurologist.pk).is_active


def test_a_tie_that_ended_during_the_second_step_opens_nothing(
    client: Client, provider: Provider, neurologist: Account, as_admin: Client
):
    a_second_factor(neurologist)
    tied(neurologist, provider)
    sign_in(client, provider)

    as_admin.post(reverse("untie-account", args=[neurologist.pk]), FORM)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})

    assert client.get(reverse("worklist")).status_code == 302
    assert not is_signed_in(client)


def test_a_person_without_a_password_confirms_at_the_hospital(
    client: Client, provider: Provider, neurologist: Account, nurse: Account
):
    tied(without_password(neurologist), provider)
    tied(nurse, provider, subject="of the nurse")
    sign_in(client, provider)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    page = reverse("sessions")

    asked = client.get(page, follow=True).content.decode()
    assert "Continue with Example Hospital" in asked
    assert 'name="password"' not in asked
    assert confirm(client, provider, "of the nurse", page).status_code == 403
    assert client.get(page).status_code == 302
    assert confirm(client, provider, SUBJECT, page)["Location"] == page
    assert client.get(page).status_code == 200


def test_where_no_provider_is_set_there_is_no_way_to_one_and_its_sessions_end(
    client: Client, provider: Provider, neurologist: Account, settings: Settings
):
    tied(neurologist, provider)
    sign_in(client, provider)

    settings.OUTSIDE_PROVIDER = None

    page = client.get(reverse("worklist"), follow=True)
    assert not is_signed_in(client)
    assert "Continue with" not in page.content.decode()
    assert client.post(reverse("begin-sign-in")).status_code == 404
    assert client.get(reverse("come-back")).status_code == 404


def test_who_is_signed_in_begins_no_sign_in(as_nurse: Client, provider: Provider):
    assert as_nurse.post(reverse("begin-sign-in"))["Location"] == reverse("worklist")


def test_beginning_needs_a_csrf_token(provider: Provider):
    assert Client(enforce_csrf_checks=True).post(reverse("begin-sign-in")).status_code == 403
