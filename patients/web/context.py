"""What every template can use."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from patients import access
from patients.access import Right
from patients.models import Account
from patients.web.instants import clinic_time
from patients.web.second_factor_shown import is_half_signed_in
from patients.web.session_time import SecondsLeft, seconds_left


def reader(request: HttpRequest) -> dict[str, Any]:
    """What the signed-in account may do in any clinic, and the CSRF token of its forms.

    ``is_clinician()``: read patients; ``is_admin()``: run accounts. They query only when a
    template calls them, and only the account's roles, which views have read already. Both
    are false until the session has shown a second factor. ``now_in()`` tells the time in a
    time zone, for paper. ``session_left()`` is how long the session goes on, for who is signed in.
    ``hospital`` names the provider with whose accounts people can sign in too; it may be empty.
    """

    def may(right: Right) -> bool:
        account = request.user
        if not isinstance(account, Account) or is_half_signed_in(request):
            return False
        return bool(access.clinics_where(account, right))

    def session_left() -> SecondsLeft | None:
        # Not request.user: an error page must not ask the database for it.
        is_known = isinstance(getattr(request, "_cached_user", None), Account)
        return seconds_left(request.session) if is_known else None

    return {
        "session_left": session_left,
        "is_clinician": partial(may, Right.READ),
        "is_admin": partial(may, Right.ADMINISTER),
        "hospital": settings.OUTSIDE_PROVIDER.name if settings.OUTSIDE_PROVIDER else "",
        "now_in": lambda time_zone: clinic_time(timezone.now(), time_zone),
        # Django's own context processor makes another token for each form of a page.
        "csrf_input": SimpleLazyObject(partial(csrf_input, request)),
    }
