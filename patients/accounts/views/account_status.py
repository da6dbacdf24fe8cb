"""Closing an account, opening it again, ending its sessions, and resetting its sign-in."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.accounts.actions import account_status as closing
from patients.accounts.actions import sign_in_resets
from patients.accounts.forms.accounts import ConfirmForm, ResetSignInForm
from patients.accounts.views.administering import clinics_run_by
from patients.accounts.views.handing_over import Letter, hand_over
from patients.accounts.views.identity import confirmed
from patients.web.posting import Saved, answer, sent
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def deactivate_account(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Let nobody in by an account, once that is confirmed."""
    account = access.open_account(request.user, account_id)
    return answer(
        request,
        ConfirmForm(sent(request)),
        action=partial(closing.deactivate, account=account, by=request.user),
        saved=lambda done: Saved(f"The account of {done} is deactivated.", page_of(account_id)),
        template="accounts/deactivate_account.html",
        context=lambda: {"account": account},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def reactivate_account(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Let somebody in again by an account, once that is confirmed."""
    account = access.open_account(request.user, account_id)
    kept = account.memberships.granted().filter(clinic__in=clinics_run_by(request.user))
    return answer(
        request,
        ConfirmForm(sent(request)),
        action=partial(closing.reactivate, account=account, by=request.user),
        saved=lambda done: Saved(f"The account of {done} is active again.", page_of(account_id)),
        template="accounts/reactivate_account.html",
        context=lambda: {"account": account, "memberships": kept.select_related("clinic")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_account_sessions(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Sign somebody out everywhere, once that is confirmed."""
    account = access.open_account(request.user, account_id)
    return answer(
        request,
        ConfirmForm(sent(request)),
        action=partial(closing.end_sessions, account=account, by=request.user),
        saved=lambda _: Saved(f"{account} is signed out everywhere.", page_of(account_id)),
        template="accounts/end_account_sessions.html",
        context=lambda: {"account": account},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def reset_sign_in(request: SignedInRequest, account_id: int) -> HttpResponse:
    """A link for a new password in place of the old one, which opens nothing any more."""
    account = access.open_account(request.user, account_id)

    def saved(made: sign_in_resets.Reset) -> Saved | HttpResponse:
        letter = Letter(
            email=account.email,
            subject="A new password for Titration",
            template="reset_sign_in",
            link=made.reset,
            route="choose-password",
            back_url=page_of(account_id),
        )
        return hand_over(request, made.token, letter)

    return answer(
        request,
        ResetSignInForm(sent(request)),
        action=partial(sign_in_resets.reset, account=account, by=request.user),
        saved=saved,
        template="accounts/reset_sign_in.html",
        context=lambda: {"account": account},
    )


def page_of(account_id: int) -> str:
    """The address of an account's page."""
    return reverse("account", args=[account_id])
