"""The forms in which people set up their second factors."""

from typing import TypedDict

from django import forms

from patients.accounts.forms.sign_in import CodeField, CodeValues, PasskeyField
from patients.web.fields import IdentifyingField
from patients.web.posted_form import ValuesForm

KEEP, RENEW = "keep", "renew"


class SetUpAppForm(ValuesForm[CodeValues]):
    """A code that proves that the app holds the secret."""

    code = CodeField(label="Code that the app shows")


class AddPasskeyValues(TypedDict):
    """A passkey that the browser has just made, unchecked, and its name."""

    name: str
    credential: object


class AddPasskeyForm(ValuesForm[AddPasskeyValues]):
    """A passkey that the browser has just made, and its owner's name for it."""

    name = IdentifyingField(
        "name",
        max_length=60,
        label="What to call it",
        help_text="To tell it from others, for example: blue security key.",
        required=False,
    )
    credential = PasskeyField()

    def clean_name(self) -> str:
        """Return the name, or the proposed one; the device has made the passkey already."""
        return self.cleaned_data["name"] or str(self.initial["name"])


class RecoveryCodesValues(TypedDict):
    """``KEEP`` or ``RENEW``."""

    intent: str


class RecoveryCodesForm(ValuesForm[RecoveryCodesValues]):
    """Keep the recovery codes, or make new ones."""

    intent = forms.ChoiceField(
        choices=[(KEEP, "I have kept them"), (RENEW, "Make new codes")],
        error_messages={"required": "Choose what to do.", "invalid_choice": "Choose what to do."},
    )
