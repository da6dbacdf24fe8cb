"""Whether a session has shown a second factor, which most pages ask for."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session showed more than a password. Asks the session only."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def is_half_signed_in(request: HttpRequest) -> bool:
    """Whether this session has still to show a second factor before it leads anywhere."""
    return settings.SECOND_FACTOR_REQUIRED and not used_second_factor(request)
