"""Setting up and removing second factors, and the recovery codes."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from patients.accounts.actions import second_factors
from patients.accounts.forms.second_factors import (
    KEEP,
    RENEW,
    AddPasskeyForm,
    RecoveryCodesForm,
    SetUpAppForm,
)
from patients.accounts.presenters.browsers import browser_of
from patients.accounts.views.identity import (
    note_second_factor,
    open_to_half_signed_in,
    require_recent_password,
)
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest

PENDING = "secret_of_an_app_to_come"
# The sentence after each change of the recovery codes, and the page that shows it.
AFTER_CODES = {
    KEEP: ("The recovery codes are kept.", "second-factors"),
    RENEW: ("These are new codes. The former ones open nothing now.", "recovery-codes"),
}


@open_to_half_signed_in
@require_safe
def show_second_factors(request: SignedInRequest) -> HttpResponse:
    """Show the second factors of an account, and which ones can be set up."""
    factors = second_factors.of(request.user)
    context = {
        "factors": factors,
        "has_app": any(factor.type == Authenticator.Type.TOTP for factor in factors),
        "codes_left": second_factors.codes_left(request.user),
    }
    return render(request, "accounts/second_factors.html", context)


@open_to_half_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def set_up_app(request: SignedInRequest) -> HttpResponse:
    """Show a secret for an authenticator app, and ask for a code that proves the app holds it."""
    secret = pending_secret(request)
    form = SetUpAppForm(sent(request))
    if form.is_valid():
        try:
            factor = second_factors.set_up_app(
                request, by=request.user, secret=secret, **form.values
            )
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            del request.session[PENDING]
            return was_set_up(request, factor, "The authenticator app is set up.")
    address = get_adapter().build_totp_url(request.user, secret)
    context = {
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": picture_of(address),
    }
    return form_page(request, "accounts/set_up_app.html", form, **context)


def pending_secret(request: SignedInRequest) -> str:
    """Return the secret to set up; the session keeps it, encrypted, until an app holds it."""
    if PENDING not in request.session:
        request.session[PENDING] = encrypt(generate_totp_secret())
    secret: str = decrypt(request.session[PENDING])
    return secret


def picture_of(address: str) -> str:
    """Draw the QR code of an address as a ``data:`` URL for the page."""
    drawing: str = get_adapter().build_totp_svg(address)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


@open_to_half_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def add_passkey(request: SignedInRequest) -> HttpResponse:
    """Ask the browser for a passkey, and its owner for a name for it."""
    proposed = {"name": browser_of(request.headers.get("User-Agent", ""))}
    form = AddPasskeyForm(sent(request), initial=proposed)
    if form.is_valid():
        try:
            passkey = second_factors.set_up_passkey(by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            sentence = f"The passkey “{passkey.wrap().name}” is set up."
            return was_set_up(request, passkey, sentence)
    options = auth.begin_registration(request.user, passwordless=True)
    return form_page(request, "accounts/add_passkey.html", form, options=options)


def was_set_up(request: SignedInRequest, factor: Authenticator, sentence: str) -> HttpResponse:
    """Redirect after a factor was set up: to the recovery codes if it was the first."""
    note_second_factor(request, factor)
    has_new_codes = bool(second_factors.codes_to_keep(request.user))
    page = reverse("recovery-codes" if has_new_codes else "second-factors")
    return saved(request, sentence, page)


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def remove_second_factor(request: SignedInRequest, factor_id: int) -> HttpResponse:
    """Remove a factor, once its owner has confirmed that."""
    own = Authenticator.objects.filter(user_id=request.user.pk)
    factor = get_object_or_404(own.exclude(type=Authenticator.Type.RECOVERY_CODES), pk=factor_id)
    problem = ""
    if request.method == "POST":
        try:
            second_factors.remove(factor=factor, by=request.user)
        except ValidationError as refusal:
            problem = str(refusal.message)
        else:
            messages.success(request, "Removed. It no longer opens your account.")
            return redirect("second-factors")
    context = {"factor": factor, "problem": problem}
    status = 422 if problem else 200
    return render(request, "accounts/remove_second_factor.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def show_recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Show recovery codes until their owner confirms that they kept them, or make new ones."""
    form = RecoveryCodesForm(sent(request))
    if form.is_valid():
        intent = form.values["intent"]
        try:
            if intent == KEEP:
                second_factors.keep_codes(by=request.user)
            else:
                second_factors.renew_codes(by=request.user)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            sentence, page = AFTER_CODES[intent]
            return saved(request, sentence, reverse(page))
    context = {
        "new_codes": second_factors.codes_to_keep(request.user),
        "left": second_factors.codes_left(request.user),
    }
    return form_page(request, "accounts/recovery_codes.html", form, **context)
