"""The forms in which people set up their second factors."""

from typing import Any

from allauth.core import context
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError

from patients.accounts import tries
from patients.accounts.forms.own_account import OwnForm
from patients.accounts.forms.sign_in import CodeField, use_up
from patients.web.fields import IdentifyingField

NO_PASSKEY = "No passkey was made. Choose “Add a passkey” and follow what your browser asks."


class SetUpAppForm(OwnForm):
    """A code that shows the app to hold the secret."""

    code = CodeField(label="Code that the app shows")

    def __init__(self, *args: Any, secret: str, **options: Any) -> None:
        self.secret = secret
        super().__init__(*args, **options)

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``second_factors.add_app`` takes."""
        return {"secret": self.secret}

    def clean_code(self) -> str:
        """The code. Raises ``ValidationError`` where it is not of this secret, now."""
        code: str = self.cleaned_data["code"]
        counted = tries.count_in_session(context.request, "code", self.account)
        if not (validate_totp_code(self.secret, code) and use_up(self.account.pk, code)):
            raise ValidationError("This is not the code the app shows now. Wait for the next one.")
        counted.rollback()
        return code


class AddPasskeyForm(OwnForm):
    """A passkey the browser has just made, and what its owner calls it."""

    name = IdentifyingField(
        "name",
        max_length=60,
        label="What to call it",
        help_text="To tell it from others, for example: blue security key.",
        required=False,
    )
    credential = forms.JSONField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": NO_PASSKEY}
    )

    def clean_name(self) -> str:
        """The name, or the one proposed: by now the device has made the passkey."""
        return self.cleaned_data["name"] or str(self.initial["name"])

    def clean(self) -> dict[str, Any] | None:
        """Check the passkey against what was asked for, once the name will do."""
        cleaned = super().clean()
        if not self.errors:
            self.check_passkey(self.cleaned_data["credential"])
        return cleaned

    def check_passkey(self, credential: Any) -> None:
        """Raise ``ValidationError`` unless its owner, shown to be there, made this passkey."""
        try:
            auth.parse_registration_response(credential)
            made = auth.complete_registration(credential)
        except (AttributeError, KeyError, TypeError, ValueError, ValidationError) as error:
            raise ValidationError(NO_PASSKEY) from error
        if not made.is_user_verified():
            raise ValidationError("This passkey does not ask for a finger, a face or a PIN.")


class RecoveryCodesForm(OwnForm):
    """What is to happen to the recovery codes."""

    intent = forms.ChoiceField(
        choices=[("keep", "I have kept them"), ("renew", "Make new codes")],
        error_messages={"required": "Choose what to do.", "invalid_choice": "Choose what to do."},
    )
