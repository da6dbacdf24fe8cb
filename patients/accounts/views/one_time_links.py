"""What whoever holds a one-time link comes to: an invitation, or a new password."""

from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from patients.accounts.actions import invitations, sign_in_resets
from patients.accounts.forms.accounts import ConfirmForm
from patients.accounts.forms.chosen_password import ChosenPasswordForm
from patients.accounts.forms.invitations import NewAccountForm
from patients.accounts.presenters.invitations import invitation_row
from patients.accounts.views.identity import enter, open_to_half_signed_in
from patients.database.acting_account import show_link
from patients.models import Account, Invitation, SignInReset
from patients.web.posting import Saved, answer, sent


@open_to_half_signed_in
@sensitive_post_parameters()
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation a link opens, for somebody new or for whoever is signed in."""
    show_link(token)
    opened = Invitation.objects.open().backed().opened_by(token)
    invitation = opened.select_related("clinic", "invited_by").first()
    if invitation is None or invitation.has_expired:
        return dead_link(request)
    if isinstance(request.user, Account):
        return accept_as(request, invitation, request.user)
    return accept_newly(request, invitation)


def accept_as(request: HttpRequest, invitation: Invitation, account: Account) -> HttpResponse:
    """Accept with the account that is signed in."""
    return answer(
        request,
        ConfirmForm(sent(request)),
        action=partial(invitations.accept, invitation=invitation, by=account),
        saved=lambda done: Saved(
            f"You are now {done.get_role_display().lower()} of {done.clinic}.",
            resolve_url(settings.LOGIN_REDIRECT_URL),
        ),
        template="accounts/accept_invitation.html",
        context=lambda: {
            "invitation": invitation_row(invitation),
            "is_mine": account.email == invitation.email,
        },
    )


def accept_newly(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Make an account, then lead to sign-in and from there back here to accept.

    The same for an e-mail that has an account: only signing in tells which it was.
    """
    sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    sentence = (
        f"Sign in as {invitation.email} to accept: with the password you have just chosen,"
        " or with your own if you had an account before."
    )
    return answer(
        request,
        NewAccountForm(sent(request)),
        action=partial(invitations.make_account, invitation=invitation),
        saved=lambda _: Saved(sentence, sign_in),
        template="accounts/join.html",
        context=lambda: {"invitation": invitation_row(invitation)},
    )


@sensitive_post_parameters()
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """The new password of an account whose sign-in was reset."""
    show_link(token)
    opened = SignInReset.objects.open().backed().opened_by(token)
    reset = opened.select_related("account").first()
    if reset is None or reset.has_expired or not reset.account.is_active:
        return dead_link(request)
    return answer(
        request,
        ChosenPasswordForm(sent(request)),
        action=partial(sign_in_resets.use, reset=reset),
        saved=lambda account: enter(request, account),
        template="accounts/choose_password.html",
        context=lambda: {"reset": reset},
    )


def dead_link(request: HttpRequest) -> HttpResponse:
    """The page for a link that opens nothing, whatever the reason: it tells none."""
    return render(request, "accounts/dead_link.html", status=HTTPStatus.NOT_FOUND)
