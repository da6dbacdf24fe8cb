"""Signing in, in one or two steps. Signing out is allauth's own view with our template."""

from http import HTTPStatus
from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patients.accounts import tries
from patients.accounts.actions import proofs, sign_ins
from patients.accounts.forms.sign_in import CodeForm, PasskeyForm, SignInForm
from patients.accounts.views.identity import sign_in


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's sign-in; it answers a failed try with 422 like every form here."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = tries.refuse_flood(request) or super().post(request)
        return response

    def form_valid(self, form: SignInForm) -> HttpResponse:
        try:
            account = proofs.check_password(self.request, **form.values)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return sign_in(self.request, account, wanted=self.get_success_url())

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"failed": context["form"]}


class SecondFactor(AuthenticateView):  # type: ignore[misc]
    """The second step of signing in, for an account that has a second factor."""

    form_class = CodeForm
    webauthn_form_class = PasskeyForm
    template_name = "accounts/second_factor.html"

    def form_valid(self, form: CodeForm | PasskeyForm) -> HttpResponse:
        try:
            factor = self.factor_shown(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        post_authentication(self.request, factor)
        response: HttpResponse = self.stage.exit()
        return response

    def factor_shown(self, form: CodeForm | PasskeyForm) -> Authenticator:
        """Return the factor that a code or a passkey proves. Raises ``ValidationError``."""
        account = self.stage.login.user
        if isinstance(form, CodeForm):
            return proofs.check_code(self.request, account=account, **form.values)
        return proofs.check_passkey(account=account, **form.values)

    def form_invalid(self, form: CodeForm | PasskeyForm) -> HttpResponse:
        sign_ins.record_failed_factor(by=self.stage.login.user)
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        failed = self.webauthn_form if self.webauthn_form.errors else self.auth_form
        return context | {"options": options, "failed": failed}


class SignInByPasskey(LoginWebAuthnView):  # type: ignore[misc]
    """Signing in by a passkey alone; the device verifies its owner."""

    form_class = PasskeyForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = tries.refuse_flood(request) or super().post(request)
        return response

    def form_valid(self, form: PasskeyForm) -> HttpResponse:
        try:
            passkey = proofs.check_passkey(account=None, **form.values)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = perform_passwordless_login(self.request, passkey, login)
        return response

    def form_invalid(self, form: PasskeyForm) -> HttpResponse:
        sign_ins.record_failed_passkey()
        page = SignIn()
        page.setup(self.request)
        context = page.get_context_data() | {"failed": form}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(self.request, "accounts/sign_in.html", context, status=status)
