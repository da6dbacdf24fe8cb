"""Recording how a person proved in a session who they are, and asking them again."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from patients.accounts.actions import outside_identities, proofs
from patients.accounts.forms.own_account import ConfirmIdentityForm
from patients.models import Account
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest

View = Callable[..., HttpResponse]

SEND_AGAIN = "Nothing was changed yet. Confirm that it is you, then send the form again."


def sign_in(request: HttpRequest, account: Account, wanted: str | None = None) -> HttpResponse:
    """Sign in an account that has just given or chosen its password; a second step may follow."""
    record_authentication(request, account, "password")
    response: HttpResponse = perform_login(request, account, redirect_url=wanted)
    return response


def note_second_factor(request: HttpRequest, factor: Authenticator) -> None:
    """Count a factor that was just set up as used in this session."""
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)


def has_confirmed_recently(request: HttpRequest) -> bool:
    """True if the person signed in or confirmed who they are within the last five minutes."""
    records = get_authentication_records(request, request.user)
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(record["at"] > since for record in records)


def require_recent_password(view: View) -> View:
    """Ask for the password before a view if it was last given more than five minutes ago."""

    @wraps(view)
    def ask_first(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_confirmed_recently(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            messages.warning(request, SEND_AGAIN)
        wanted = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('confirm-identity')}?{wanted}")

    return ask_first


def open_to_half_signed_in(view: View) -> View:
    """Allow a view to sessions without a second factor, for setting one up or signing out."""
    view.is_open_to_half_signed_in = True  # type: ignore[attr-defined]
    return view


@open_to_half_signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_identity(request: SignedInRequest) -> HttpResponse:
    """Ask for the password, then go on to the page that required it."""
    wanted = get_next_redirect_url(request) or reverse("own-account")
    form = ConfirmIdentityForm(sent(request))
    if form.is_valid():
        try:
            proofs.confirm_password(request, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            record_authentication(request, request.user, "password", reauthenticated=True)
            return redirect(wanted)
    context = {"next": wanted, "tie": outside_identities.tie_of(request.user)}
    return form_page(request, "accounts/confirm_identity.html", form, **context)
