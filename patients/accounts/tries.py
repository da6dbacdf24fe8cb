"""Counting tries at a password or a code, so that limits stop a guesser and not the owner.

A try is counted in one of three ways, and none uses up the tries of another:

- by account and session, where people are signed in and confirm who they are;
- by account and device, in a browser in which the account has signed in before;
- otherwise by account and network address, and by account over all such addresses.

``settings.ACCOUNT_RATE_LIMITS`` has the rates. allauth counts in the shared cache, under a
lock and outside the request's transaction.
``docs/adr/0017-whose-tries-count-against-whom.md`` explains why.
"""

from typing import Literal

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from patients.accounts import known_devices
from patients.models import Account

Secret = Literal["password", "code"]

TOO_MANY = "Too many tries have failed. Wait at least five minutes, then try again."


def count_password(request: HttpRequest, email: str) -> RateLimitUsage:
    """Count a try to sign in with an e-mail, also one that belongs to no account.

    Raises ``ValidationError`` after too many.
    """
    account = Account.objects.filter(email__iexact=email).first()
    # Spellings of an e-mail for which the database finds the same account are counted as one.
    return _count(request, "password", account, whose=email.upper())


def count_code(request: HttpRequest, account: Account) -> RateLimitUsage:
    """Count a try at a second factor. Raises ``ValidationError`` after too many."""
    return _count(request, "code", account, whose=str(account.pk))


def count_in_session(request: HttpRequest, secret: Secret, account: Account) -> RateLimitUsage:
    """Count a try by the account that is signed in. Raises ``ValidationError`` after too many."""
    return _consume(request, f"{secret}_in_session", f"{account.pk} {request.session.session_key}")


def refuse_flood(request: HttpRequest) -> HttpResponse | None:
    """Return a response with status 429 after too many requests to sign in from one address.

    A known browser is not limited: a stranger at the same address, which a whole hospital
    may share, must not keep its owner from trying.
    """
    if known_devices.device_of(request):
        return None
    response: HttpResponse | None = ratelimit.consume_or_429(
        request, app="allauth.account", action="sign_in_request"
    )
    return response


def _count(
    request: HttpRequest, secret: Secret, account: Account | None, *, whose: str
) -> RateLimitUsage:
    if device_id := known_devices.device_known_to(account, request):
        return _consume(request, f"{secret}_from_known_device", f"{whose} {device_id}")
    # By address first, so that a try refused there does not use up the account's other tries.
    address = ratelimit.get_ip(request)
    from_address = _consume(request, f"{secret}_from_address", f"{whose} {address}")
    from_anywhere = _consume(request, f"{secret}_from_anywhere", whose)
    return RateLimitUsage([*from_address.usage, *from_anywhere.usage])


def _consume(request: HttpRequest, action: str, key: str) -> RateLimitUsage:
    usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
    if usage is None:
        raise ValidationError(TOO_MANY)
    return usage
