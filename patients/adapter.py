"""How this project differs from django-allauth's own behaviour."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from patients import sessions
from patients.actions import sign_ins
from patients.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to newcomers, silent about who has an account, and on record."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "No account in use has this e-mail and password.",  # nosec B105
        "too_many_login_attempts": "Too many tries have failed. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: a clinic's admin makes the accounts."""
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Not by host, or each name of ours would give five tries more; and letters
        # that the database finds the same account by count as the same.
        return f"sign-in:{credentials['email'].upper()}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try. Raises ``ValidationError``, on record, after too many."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self.authentication_failed(request, **credentials)
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account, unless it was deactivated: that looks like a wrong password."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is None or account.is_active:
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

    def logout(self, request: HttpRequest) -> None:
        # allauth comes here only when somebody is signed in.
        sign_ins.record_ended(by=cast("Account", request.user))
        super().logout(request)

    def confirms(self, account: Account, password: str) -> bool:
        """Whether this is the account's password; each try counts as one to sign in."""
        found = self.authenticate(self.request, email=account.email, password=password)
        return found is not None and found.pk == account.pk
