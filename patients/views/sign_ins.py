"""Signing in. Signing out is allauth's own view, with a page of ours."""

from http import HTTPStatus

from allauth.account.views import LoginView
from django.http import HttpResponse

from patients.forms.sign_in import SignInForm


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's sign-in, which answers a failed try with 422 like every form here."""

    form_class = SignInForm
    template_name = "account/sign_in.html"

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
