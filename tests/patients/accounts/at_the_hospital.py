"""What a person does in a browser to sign in at the hospital, to join and to tie."""

import html
import re
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from patients.models import Account, OutsideIdentity
from tests.patients.accounts.provider import Provider

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

FORM = {"form_token": "0" * 32}
SUBJECT = "4f1c-at-the-hospital"
ONWARD = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')


def address_left_for(answer: "Response") -> str:
    """Return the address at the provider to which a page goes on by itself."""
    found = ONWARD.search(answer.content.decode())
    assert found
    return html.unescape(found[1])


def leave(client: Client, wanted: str = "") -> str:
    """Begin to sign in; return the address at the provider."""
    return address_left_for(client.post(reverse("begin-sign-in"), {"next": wanted}))


def come_back(client: Client, brought: dict[str, str]) -> "Response":
    return client.get(reverse("come-back"), brought)


def sign_in(
    client: Client, provider: Provider, subject: str = SUBJECT, wanted: str = ""
) -> "Response":
    """Sign in at the hospital, and come back."""
    return come_back(client, provider.sign_in(leave(client, wanted), subject))


def confirm(client: Client, provider: Provider, subject: str, wanted: str) -> "Response":
    """Confirm at the hospital who one is, and come back."""
    address = address_left_for(client.post(reverse("begin-confirmation"), {"next": wanted}))
    return come_back(client, provider.sign_in(address, subject))


def tie(client: Client, provider: Provider, subject: str = SUBJECT) -> "Response":
    """Tie an account at the hospital to the account that is signed in."""
    address = address_left_for(client.post(reverse("tie-identity"), FORM))
    return come_back(client, provider.sign_in(address, subject))


def join(
    client: Client,
    link: str,
    provider: Provider,
    subject: str = SUBJECT,
    name: str = "Nadia SAMPLE",
) -> "Response":
    """Accept an invitation by an account at the hospital."""
    page = client.post(f"{link}hospital/", FORM | {"full_name": name})
    return come_back(client, provider.sign_in(address_left_for(page), subject))


def tied(account: Account, provider: Provider, subject: str = SUBJECT) -> OutsideIdentity:
    """Make a tie, as if its owner had signed in at the provider before."""
    return OutsideIdentity.objects.create(account=account, issuer=provider.issuer, subject=subject)


def without_password(account: Account) -> Account:
    """Take the password of an account away, as of one that was made at the hospital."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return account


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
