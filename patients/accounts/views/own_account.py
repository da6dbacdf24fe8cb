"""What people see and change of their own account."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from patients.accounts.actions import accounts, outside_identities, second_factors, sign_ins
from patients.accounts.forms.chosen_password import ChosenPasswordForm
from patients.accounts.forms.own_account import ChangeNameForm, ChangePasswordForm
from patients.accounts.presenters.own_account import event_rows, session_rows
from patients.accounts.views.identity import require_recent_password
from patients.models import Account
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest

LAST_EVENTS = 50
FACTOR_FIRST = "Set up a second factor first: a password is not to open your account by itself."


@require_safe
def show_own_account(request: SignedInRequest) -> HttpResponse:
    """Show a person's own account, with links to change its parts."""
    account = request.user
    context = {
        "memberships": account.memberships.current().select_related("clinic"),
        "factors": second_factors.of(account),
        "codes_left": second_factors.codes_left(account),
        "tie": outside_identities.tie_of(account),
        "session_count": len(sign_ins.sessions_of(account)),
    }
    return render(request, "accounts/own_account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_name(request: SignedInRequest) -> HttpResponse:
    """Change a person's own name."""
    form = ChangeNameForm(sent(request), initial={"full_name": request.user.full_name})
    if form.is_valid():
        try:
            renamed = accounts.rename(by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, f"Your name is now {renamed.full_name}.", to_account())
    return form_page(request, "accounts/change_name.html", form)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: SignedInRequest) -> HttpResponse:
    """Change a person's own password and end every other session."""
    form = ChangePasswordForm(sent(request))
    if form.is_valid():
        try:
            account = accounts.change_password(request, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            update_session_auth_hash(request, account)
            sign_ins.carry_on(request)
            sentence = "Your password is changed. You are signed out everywhere else."
            return saved(request, sentence, to_account())
    return form_page(request, "accounts/change_password.html", form)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def choose_first_password(request: SignedInRequest) -> HttpResponse:
    """Give an account that has none a password, once it has a second factor here.

    The password alone would open it otherwise.
    """
    if request.user.has_usable_password():
        return redirect("change-password")
    if not second_factors.of(request.user):
        messages.warning(request, FACTOR_FIRST)
        return redirect("second-factors")
    form = ChosenPasswordForm(sent(request))
    if form.is_valid():
        account = accounts.set_password(by=request.user, **form.values)
        update_session_auth_hash(request, account)
        sign_ins.carry_on(request)
        return saved(request, "Your password is chosen: you can sign in with it too.", to_account())
    return form_page(request, "accounts/choose_first_password.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def show_sessions(request: SignedInRequest) -> HttpResponse:
    """Show where an account is signed in; on POST, end all of its sessions except this one."""
    account, key = request.user, request.session.session_key
    if request.method == "POST":
        sign_ins.end_sessions(account=account, by=account, but_for=key)
        messages.success(request, "You are signed out everywhere but here.")
        return redirect("sessions")
    rows = session_rows(sign_ins.sessions_of(account), this=key)
    return render(request, "accounts/sessions.html", {"rows": rows, **time_zone_of(account)})


@require_safe
def show_sign_in_history(request: SignedInRequest) -> HttpResponse:
    """Show the sign-ins to a person's own account, failed ones too, and from where they came."""
    rows = event_rows(sign_ins.history(request.user)[:LAST_EVENTS])
    context = {"rows": rows, "most": LAST_EVENTS, **time_zone_of(request.user)}
    return render(request, "accounts/sign_in_history.html", context)


def time_zone_of(account: Account) -> Mapping[str, Any]:
    """Return the time zone for the page: that of a clinic of the account, or UTC."""
    current = account.memberships.current().order_by("pk")
    zone = current.values_list("clinic__time_zone", flat=True).first()
    return {"zone": zone or timezone.get_default_timezone_name()}


def to_account() -> str:
    """Return the address of the page about a person's own account."""
    return reverse("own-account")
