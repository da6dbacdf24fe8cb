"""Where signing in differs from django-allauth's own behaviour."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from patients.accounts import known_devices
from patients.accounts.actions import sign_ins
from patients.models import Account
from patients.web.client_address import client_address
from patients.web.second_factor_shown import is_half_signed_in
from patients.web.session_time import note_use

NO_ADDRESS = "The server was not told from which address you come, so it cannot count tries."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter without sign-up, with audited sign-ins and our network addresses."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return ``False``: accounts are made by the invitation of a clinic's admin."""
        return False

    def get_login_stages(self) -> list[str]:
        """Return the one step that may follow a password or a sign-in at the hospital."""
        return ["patients.accounts.second_step.SecondStep"]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address by which tries are limited and sessions are listed.

        Raises ``PermissionDenied`` if the server knows none.
        """
        if address := client_address(request):
            return address
        raise PermissionDenied(NO_ADDRESS)

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Begin the sign-in again if the account was deactivated meanwhile; it fails as usual."""
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Account) -> None:
        sign_ins.record(by=user)
        super().login(request, user)
        note_use(request.session)

    def post_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse:
        """Go on after a sign-in; if all its steps are done, the browser is known from then on."""
        response: HttpResponse = super().post_login(request, user, **options)
        if not is_half_signed_in(request):
            known_devices.remember(request, response, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        # allauth calls this only when an account is signed in.
        sign_ins.record_ended(by=cast("Account", request.user))
        super().logout(request)
