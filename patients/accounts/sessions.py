"""Ending sessions in time, or with what opened them.

Sessions without a second factor are kept to the pages that set one up.
"""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from patients.accounts.actions import outside_identities, second_factors, sign_ins
from patients.models import Account
from patients.web.second_factor_shown import is_half_signed_in
from patients.web.session_time import note_use, seconds_left

GetResponse = Callable[[HttpRequest], HttpResponse]

NOT_SAVED = " What you sent just now was not saved: sign in, then enter it again."
USE_SECOND_FACTOR = "Your account has a second factor now. Sign in again, and use it."


def end_sessions_in_time(get_response: GetResponse) -> GetResponse:
    """Sign out an account whose session was unused or open for too long, and say so.

    The server keeps the times, not the browser. The request is redirected to the sign-in
    page, and from there back to the page it was for. The same for a session that the account at
    the hospital opened and would not open now; only for such sessions does this cost a query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        account = request.user
        if isinstance(account, Account):
            if why := why_over(request.session) or why_closed(request, account):
                sign_ins.record_timed_out(by=account)
                logout(request)
                messages.info(request, why + NOT_SAVED * (request.method == "POST"))
            else:
                note_use(request.session)
        return get_response(request)

    return middleware


def why_over(session: SessionBase) -> str:
    """The sentence for a session that is over; empty for one that goes on."""
    left = seconds_left(session)
    if left.unused < 0:
        return f"You were signed out after {in_words(settings.SESSION_IDLE_SECONDS)} without use."
    if left.at_most < 0:
        return f"You were signed out: a sign-in lasts {in_words(settings.SESSION_LASTS_SECONDS)}."
    return ""


def why_closed(request: HttpRequest, account: Account) -> str:
    """The sentence for a session that the hospital's provider opened and would not open now."""
    records = get_authentication_records(request, account)
    tie_id = next((record["tie"] for record in records if "tie" in record), None)
    if tie_id is None or outside_identities.still_opens(tie_id):
        return ""
    return "You were signed out: your account at the hospital does not open this one any more."


def in_words(seconds: int) -> str:
    """A duration as ``15 minutes`` or ``12 hours``."""
    hours, rest = divmod(seconds, int(timedelta(hours=1).total_seconds()))
    return f"{hours} hours" if not rest else f"{seconds // 60} minutes"


class SecondFactorMiddleware:
    """Redirect an account without a second factor to the pages that set one up.

    Queries only for sessions that have shown no second factor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object
    ) -> HttpResponse | None:
        account = request.user
        if not isinstance(account, Account) or not is_half_signed_in(request):
            return None
        if second_factors.of(account):  # it was set up elsewhere, after this sign-in
            sign_ins.record_ended(by=account)
            logout(request)
            messages.info(request, USE_SECOND_FACTOR)
            return redirect("account_login")
        if getattr(view, "is_open_to_half_signed_in", False):
            return None
        return redirect("second-factors")
