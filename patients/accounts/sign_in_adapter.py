"""How this project differs from django-allauth's own behaviour."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from patients.accounts import known_devices, sessions, tries
from patients.accounts.actions import sign_ins
from patients.models import Account
from patients.web.client_address import client_address
from patients.web.second_factor_shown import is_half_signed_in

NO_ADDRESS = "The server was not told from which address you come, so it cannot count tries."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to newcomers, silent about who has an account, and on record."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "No account in use has this e-mail and password.",  # nosec B105
        "too_many_login_attempts": (
            "Too many tries have failed. Wait at least five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: a clinic's admin makes the accounts."""
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that limits and the list of sessions go by.

        Raises ``PermissionDenied`` where the server knows none.
        """
        if address := client_address(request):
            return address
        raise PermissionDenied(NO_ADDRESS)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try. Raises ``ValidationError``, on record, after too many."""
        try:
            self.counted = tries.count_password(request, credentials["email"])
        except ValidationError:
            self.authentication_failed(request, **credentials)
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return the account, unless it was deactivated: that looks like a wrong password.

        A right password is not counted, or signing in often would lock an account. That of
        a deactivated account is, or the limit that never comes would tell it is right.
        """
        account: Account | None = super().authenticate(request, **credentials)
        if account is None:
            return None
        if account.is_active:
            self.counted.rollback()
            return account
        self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.record_failed(email=credentials["email"])

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Deactivated at this very moment: begin again, which then fails as for anybody."""
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Account) -> None:
        sign_ins.record(by=user)
        super().login(request, user)
        sessions.note_use(request.session)

    def post_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse:
        """Go on after a sign-in; a browser that showed all it must is known from then on."""
        response: HttpResponse = super().post_login(request, user, **options)
        if not is_half_signed_in(request):
            known_devices.remember(request, response, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        # allauth comes here only when somebody is signed in.
        sign_ins.record_ended(by=cast("Account", request.user))
        super().logout(request)

    def confirms(self, account: Account, password: str) -> bool:
        """Whether this is the password of the account that is signed in.

        Each try counts in its own session only: nobody else can use them up. Raises
        ``ValidationError`` after too many; every failure is on record.
        """
        try:
            counted = tries.count_in_session(self.request, "password", account)
        except ValidationError:
            sign_ins.record_failed(email=account.email)
            raise
        if not account.check_password(password):
            sign_ins.record_failed(email=account.email)
            return False
        counted.rollback()
        return True
