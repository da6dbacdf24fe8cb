"""The sign-in form."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail and password, asked for in our own words and checked by allauth.

    After a failed try the e-mail stays in its field; the password never does.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label="E-mail",
            widget=forms.EmailInput(
                # With errors it is their summary that takes the focus.
                attrs={"autocomplete": "username", "autofocus": not self.is_bound}
            ),
            error_messages={
                "required": "Enter your e-mail.",
                "invalid": "Enter an e-mail such as name@clinic.example.",
            },
        )
        self.fields["password"] = forms.CharField(
            label="Password",
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            error_messages={"required": "Enter your password."},
        )
