"""Has a session shown a second factor? Most pages require one."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest


def used_second_factor(request: HttpRequest) -> bool:
    """True if this session showed a second factor. Reads the session only."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def is_half_signed_in(request: HttpRequest) -> bool:
    """True if this session showed only a password and a second factor is required."""
    return settings.SECOND_FACTOR_REQUIRED and not used_second_factor(request)
