"""The forms in which people set up their second factors."""

from typing import TypedDict

from django import forms

from patients.accounts.forms.sign_in import CodeField, CodeValues, PasskeyField
from patients.web.fields import IdentifyingField
from patients.web.posted_form import ValuesForm

KEEP, RENEW = "keep", "renew"


class SetUpAppForm(ValuesForm[CodeValues]):
    """A code that shows the app to hold the secret."""

    code = CodeField(label="Code that the app shows")


class AddPasskeyValues(TypedDict):
    """A passkey that the browser has just made, unchecked, and its name."""

    name: str
    credential: object


class AddPasskeyForm(ValuesForm[AddPasskeyValues]):
    """A passkey the browser has just made, and what its owner calls it."""

    name = IdentifyingField(
        "name",
        max_length=60,
        label="What to call it",
        help_text="To tell it from others, for example: blue security key.",
        required=False,
    )
    credential = PasskeyField()

    def clean_name(self) -> str:
        """Return the name, or the one proposed: by now the device has made the passkey."""
        return self.cleaned_data["name"] or str(self.initial["name"])


class RecoveryCodesValues(TypedDict):
    """``KEEP`` or ``RENEW``."""

    intent: str


class RecoveryCodesForm(ValuesForm[RecoveryCodesValues]):
    """What is to happen to the recovery codes."""

    intent = forms.ChoiceField(
        choices=[(KEEP, "I have kept them"), (RENEW, "Make new codes")],
        error_messages={"required": "Choose what to do.", "invalid_choice": "Choose what to do."},
    )
