"""The forms of signing in: e-mail and password, then the second factor."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError

from patients.accounts import tries

NO_PASSKEY = "The passkey was not used. Try again, or sign in another way."
# A code is valid for its own half minute and for those the tolerance adds.
CODE_LIVES = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)


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


class CodeField(forms.CharField):
    """A code of an authenticator app, or a recovery code."""

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input-date"}
        super().__init__(
            max_length=20,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": "Enter the code."},
            **options,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No ``maxlength``: the browser would cut a pasted code short and say nothing."""
        return {}


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code asked for after the password."""

    use_required_attribute = False
    code = CodeField(label="Code", help_text="From your authenticator app, or a recovery code.")

    def clean_code(self) -> str:
        """The code. Raises ``ValidationError`` where it is wrong, used, or one of too many."""
        counted = tries.count_code(context.request, self.user)
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not use_up(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        counted.rollback()
        return code


def use_up(account_id: int, code: str) -> bool:
    """Mark a code of the app as used; whether it still was to be used.

    allauth forgets a used code after half a minute, when the tolerance still lets it pass.
    """
    key = f"used-code:{account_id}:{normalize_user_code(code)}"
    return bool(cache.add(key, "used", timeout=CODE_LIVES))


class _PasskeyForm(forms.Form):
    """What the browser sends of a passkey; whatever else arrives is a sentence, not an error."""

    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": NO_PASSKEY, "invalid": NO_PASSKEY},
    )

    def clean_credential(self) -> Authenticator:
        """The passkey that was used. Raises ``ValidationError`` where it opens no account."""
        try:
            passkey: Authenticator = super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValidationError(NO_PASSKEY) from error
        except ValidationError as refusal:
            if refusal.code != "incorrect_code":
                raise
            raise ValidationError(NO_PASSKEY) from refusal
        if not passkey.user.is_active:
            raise ValidationError(NO_PASSKEY)
        return passkey


class PasskeyForm(_PasskeyForm, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The passkey asked for after the password."""


class SignInByPasskeyForm(_PasskeyForm, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of e-mail and password."""
