"""Signing in, joining a clinic, and confirming who one is, with an account at the hospital.

A person leaves by a form of ours and comes back to ``come_back``, in the same session. Whatever
is wrong then is answered by one page, which does not say what.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patients.accounts import tries
from patients.accounts.actions import (
    outside_identities,
    outside_joining,
    second_factors,
    sign_ins,
)
from patients.accounts.actions.outside_identities import Identity, NotTied
from patients.accounts.ciphers import cipher
from patients.accounts.forms.outside_sign_in import CameBackForm, JoinOutsideForm
from patients.accounts.outside_provider import NotProved, Proof, ProviderAway, begin, prove
from patients.accounts.presenters.invitations import invitation_row
from patients.accounts.second_step import OUTSIDE
from patients.accounts.views.identity import open_to_half_signed_in
from patients.accounts.views.one_time_links import dead_link, open_invitation
from patients.models import Account, OutsideIdentity, Role
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest

View = Callable[..., HttpResponse]

LINKS = b"titration: links of invitations"  # the purpose of a cipher
RETRY_SECONDS = 60


def where_offered(view: View) -> View:
    """Answer 404 unless the environment names a provider, and 503 if it cannot be used."""

    @wraps(view)
    def offered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.OUTSIDE_PROVIDER is None:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except ProviderAway:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            response = render(request, "accounts/outside_away.html", status=status)
            response.headers["Retry-After"] = str(RETRY_SECONDS)
            return response

    return offered


def leave(request: HttpRequest, purpose: str, **begun: Any) -> HttpResponse:
    """Send the browser to the provider, for one of the purposes of ``GO_ON``.

    By a page that goes on by itself: a browser does not follow the redirect of a form to another
    site, because our policy allows forms to this one only. Raises ``ProviderAway``.
    """
    address = begin(request, purpose=purpose, **begun)
    return render(request, "accounts/leaving.html", {"address": address})


@login_not_required
@require_POST
@where_offered
def begin_sign_in(request: HttpRequest) -> HttpResponse:
    """Begin a sign-in at the hospital."""
    if flooded := tries.refuse_flood(request):
        return flooded
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return leave(request, "sign-in", wanted=get_next_redirect_url(request))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@where_offered
def join_outside(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the name of a person who joins with their account at the hospital."""
    invitation = open_invitation(token)
    if invitation is None:
        return dead_link(request)
    if request.user.is_authenticated or invitation.role == Role.ADMIN:
        return redirect("accept-invitation", token)
    form = JoinOutsideForm(sent(request))
    if form.is_valid():
        try:
            outside_joining.check_name(invitation=invitation, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            link = cipher(LINKS).encrypt(token.encode()).decode()
            return leave(request, "join", link=link, **form.values)
    context = {"invitation": invitation_row(invitation), "token": token}
    return form_page(request, "accounts/join_outside.html", form, **context)


@open_to_half_signed_in
@require_POST
@where_offered
def begin_confirmation(request: SignedInRequest) -> HttpResponse:
    """Let a person confirm at the hospital who they are."""
    return leave(request, "confirm", wanted=get_next_redirect_url(request))


@open_to_half_signed_in
@login_not_required
@require_safe
@where_offered
def come_back(request: HttpRequest) -> HttpResponse:
    """Go on with what the session began, if the provider says who has just signed in."""
    if flooded := tries.refuse_flood(request):
        return flooded
    try:
        proof = prove(request, **CameBackForm(request.GET).asked())
        return GO_ON[proof.begun["purpose"]](request, proof)
    except NotProved:
        return refuse(request)
    except NotTied as refusal:
        return refuse(request, about=refusal.account)


def refuse(request: HttpRequest, *, about: Account | None = None) -> HttpResponse:
    """Answer a sign-in that opened nothing, on record, in the same words whatever was wrong."""
    signed_in = request.user if isinstance(request.user, Account) else None
    sign_ins.record_failed_outside(account=signed_in or about)
    return render(request, "accounts/outside_refused.html", status=HTTPStatus.FORBIDDEN)


def sign_in_by(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Sign in the account that an identity opens."""
    tie = outside_identities.opened_by(identity_of(proof))
    return open_account(request, tie, proof, wanted=proof.begun["wanted"])


def join_by(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Accept the invitation that the session began with, and sign in."""
    token = cipher(LINKS).decrypt(proof.begun["link"]).decode()
    invitation = open_invitation(token)
    if invitation is None:
        return dead_link(request)
    try:
        tie = outside_joining.join(
            invitation=invitation,
            full_name=proof.begun["full_name"],
            identity=identity_of(proof),
        )
    except Refused as refusal:
        messages.warning(request, sentence_of(refusal))
        return redirect("accept-invitation", token)
    messages.success(
        request, f"You are now {invitation.get_role_display().lower()} of {invitation.clinic}."
    )
    return open_account(request, tie, proof, wanted=resolve_url(settings.LOGIN_REDIRECT_URL))


def confirm_by(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Note that the person who is signed in has just proved it at the hospital."""
    tie = outside_identities.opened_by(identity_of(proof))
    if tie.account != request.user:
        raise NotProved
    record_authentication(request, request.user, "outside", reauthenticated=True)
    return redirect(proof.begun["wanted"] or "own-account")


def tie_by(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Tie an identity to the account that is signed in, and that began this."""
    account = request.user
    if not isinstance(account, Account) or account.pk != proof.begun["account"]:
        raise NotProved
    try:
        outside_identities.tie(identity=identity_of(proof), by=account)
    except Refused as refusal:
        messages.warning(request, sentence_of(refusal))
        return redirect("tie-identity")
    return saved(
        request, "Your account at the hospital opens this one now.", reverse("own-account")
    )


def open_account(
    request: HttpRequest, tie: OutsideIdentity, proof: Proof, *, wanted: str | None
) -> HttpResponse:
    """Sign in; ask for a second factor unless the provider says that it did.

    An account that has a password too must have a factor here, or its password alone would open
    it: it is led to setting one up.
    """
    account = tie.account
    record_authentication(request, account, "outside", tie=tie.pk)
    is_kept_closed = second_factors.of(account) or not account.has_usable_password()
    if proof.had_second_factor and is_kept_closed:
        record_authentication(request, account, "mfa", type=OUTSIDE)
    response: HttpResponse = perform_login(request, account, redirect_url=wanted)
    return response


def identity_of(proof: Proof) -> Identity:
    """Return the identity that was proved."""
    return Identity(proof.issuer, proof.subject)


def sentence_of(refusal: Exception) -> str:
    """Return the sentence of a refusal, which no field shows."""
    return str(refusal.messages[0] if isinstance(refusal, ValidationError) else refusal)


GO_ON: dict[str, View] = {
    "sign-in": sign_in_by,
    "join": join_by,
    "confirm": confirm_by,
    "tie": tie_by,
}
