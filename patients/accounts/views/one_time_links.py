"""The pages that one-time links open: an invitation, or choosing a new password."""

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
from patients.accounts.views.identity import open_to_half_signed_in, sign_in
from patients.database.acting_account import show_link
from patients.models import Account, Invitation, Role, SignInReset
from patients.web.posting import Refused, form_page, saved, sent

SIGN_IN_AS = (
    "Sign in as {} to accept: with the password you have just chosen,"
    " or with your own if you had an account before."
)


@open_to_half_signed_in
@sensitive_post_parameters()
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation of a link, to a newcomer or to the person signed in."""
    invitation = open_invitation(token)
    if invitation is None:
        return dead_link(request)
    if isinstance(request.user, Account):
        return accept_as(request, invitation, request.user)
    return accept_newly(request, invitation, token)


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation of a link and show the link to PostgreSQL; ``None`` if it is dead."""
    show_link(token)
    opened = Invitation.objects.open().from_current_admins().opened_by(token)
    invitation = opened.select_related("clinic", "invited_by").first()
    return invitation if invitation and not invitation.has_expired else None


def accept_as(request: HttpRequest, invitation: Invitation, account: Account) -> HttpResponse:
    """Accept with the account that is signed in."""
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            done = invitations.accept(invitation=invitation, by=account)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            sentence = f"You are now {done.get_role_display().lower()} of {done.clinic}."
            return saved(request, sentence, resolve_url(settings.LOGIN_REDIRECT_URL))
    context = {
        "invitation": invitation_row(invitation),
        "is_mine": account.email == invitation.email,
    }
    return form_page(request, "accounts/accept_invitation.html", form, **context)


def accept_newly(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Make an account, then redirect to sign-in, and from there back here to accept.

    The same happens for an e-mail that has an account; only signing in shows which it was.
    """
    form = NewAccountForm(sent(request))
    if form.is_valid():
        try:
            invitations.make_account(invitation=invitation, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
            return saved(request, SIGN_IN_AS.format(invitation.email), sign_in)
    context = {
        "invitation": invitation_row(invitation),
        "is_for_admin": invitation.role == Role.ADMIN,
        "join_outside": reverse("join-outside", args=[token]),
    }
    return form_page(request, "accounts/join.html", form, **context)


@sensitive_post_parameters()
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a link choose the password of an account whose sign-in was reset."""
    show_link(token)
    opened = SignInReset.objects.open().from_current_admins().opened_by(token)
    reset = opened.select_related("account").first()
    if reset is None or reset.has_expired or not reset.account.is_active:
        return dead_link(request)
    form = ChosenPasswordForm(sent(request))
    if form.is_valid():
        try:
            account = sign_in_resets.use(reset=reset, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return sign_in(request, account)
    return form_page(request, "accounts/choose_password.html", form, reset=reset)


def dead_link(request: HttpRequest) -> HttpResponse:
    """Answer a link that does not work. The page never says why."""
    return render(request, "accounts/dead_link.html", status=HTTPStatus.NOT_FOUND)
