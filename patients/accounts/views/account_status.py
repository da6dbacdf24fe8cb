"""Closing an account, opening it again, ending its sessions, and resetting its sign-in."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.accounts.actions import account_status, sign_in_resets
from patients.accounts.forms.accounts import ConfirmForm, ResetSignInForm
from patients.accounts.views.administering import clinics_run_by
from patients.accounts.views.handing_over import Letter, hand_over
from patients.accounts.views.identity import require_recent_password
from patients.models import SignInReset
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def deactivate_account(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Deactivate an account, once that is confirmed."""
    return once_confirmed(
        request,
        account_id,
        account_status.deactivate,
        template="accounts/deactivate_account.html",
        sentence="The account of {} is deactivated.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def reactivate_account(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Reactivate an account, once that is confirmed."""
    account = access.open_account(request.user, account_id)
    kept = account.memberships.granted().filter(clinic__in=clinics_run_by(request.user))
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            account_status.reactivate(account=account, by=request.user)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, f"The account of {account} is active again.", page_of(account_id))
    context = {"account": account, "memberships": kept.select_related("clinic")}
    return form_page(request, "accounts/reactivate_account.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_account_sessions(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Sign an account out everywhere, once that is confirmed."""
    return once_confirmed(
        request,
        account_id,
        account_status.end_sessions,
        template="accounts/end_account_sessions.html",
        sentence="{} is signed out everywhere.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def untie_account(request: SignedInRequest, account_id: int) -> HttpResponse:
    """End the tie of an account to the hospital's, once that is confirmed."""
    return once_confirmed(
        request,
        account_id,
        account_status.untie,
        template="accounts/untie_account.html",
        sentence="{} signs in with the hospital’s account no more.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def reset_sign_in(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Make a link for a new password; the old password stops working."""
    account = access.open_account(request.user, account_id)
    form = ResetSignInForm(sent(request))
    if form.is_valid():
        try:
            made = sign_in_resets.reset(account=account, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return hand_over(request, made.token, letter_of(made.reset))
    return form_page(request, "accounts/reset_sign_in.html", form, account=account)


def once_confirmed(
    request: SignedInRequest,
    account_id: int,
    act: Callable[..., object],
    *,
    template: str,
    sentence: str,
) -> HttpResponse:
    """Act on an account once that is confirmed, and say so in a sentence with its name."""
    account = access.open_account(request.user, account_id)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            act(account=account, by=request.user)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, sentence.format(account), page_of(account_id))
    return form_page(request, template, form, account=account)


def letter_of(reset: SignInReset) -> Letter:
    """Return the letter that brings the link of a reset to the owner of the account."""
    return Letter(
        email=reset.account.email,
        subject="A new password for Titration",
        template="reset_sign_in",
        link=reset,
        route="choose-password",
        back_url=page_of(reset.account_id),
    )


def page_of(account_id: int) -> str:
    """Return the address of an account's page."""
    return reverse("account", args=[account_id])
