"""Browsers in which an account has signed in before, recognized by an encrypted cookie.

The cookie gives no access. Tries from a known browser are counted separately, so that a
stranger's wrong passwords do not keep the owner out (``patients/accounts/tries.py``).
"""

import json
import secrets
from datetime import timedelta
from typing import NamedTuple

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from patients.accounts.ciphers import cipher
from patients.models import Account

PURPOSE = b"titration: known devices"
LASTS = timedelta(days=365)
MOST_ACCOUNTS = 50  # the newest that share a workstation; a cookie holds 4 kB


class Device(NamedTuple):
    """A browser's random id, and the ids of the accounts that signed in there, newest last."""

    id: str
    account_ids: list[int]


def device_of(request: HttpRequest) -> Device | None:
    """Return the browser that sent a request, or ``None`` for one that is not known."""
    sealed = request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, "")
    try:
        opened = cipher(PURPOSE).decrypt(sealed.encode(), ttl=int(LASTS.total_seconds()))
    except InvalidToken:
        return None
    return Device(*json.loads(opened))


def device_known_to(account: Account | None, request: HttpRequest) -> str | None:
    """Return the id of the browser if this account has signed in there before."""
    device = device_of(request)
    return device.id if device and account and account.pk in device.account_ids else None


def remember(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Set the cookie that makes a browser known to an account for a year from this sign-in."""
    device = device_of(request) or Device(secrets.token_urlsafe(16), [])
    others = [pk for pk in device.account_ids if pk != account.pk]
    known = Device(device.id, [*others, account.pk][-MOST_ACCOUNTS:])
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE_NAME,
        cipher(PURPOSE).encrypt(json.dumps(known).encode()).decode(),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # so that it comes back with a browser from the hospital's provider
    )
