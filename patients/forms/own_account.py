"""The forms in which people change their own account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from patients.forms.fields import WordsField
from patients.forms.posted import PostedForm
from patients.models import Account

NOT_YOURS = "This is not the password of your account."


class OwnForm(PostedForm):
    """A form about the account of whoever fills it in."""

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        self.account = account
        super().__init__(*args, **options)

    @property
    def arguments(self) -> dict[str, Any]:
        """What the form holds; sent twice it does no harm, so no action asks for its token."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_token"}


class PasswordField(forms.CharField):
    """A password, exactly as typed; ``autocomplete`` tells a password manager which."""

    def __init__(self, *, missing: str, autocomplete: str, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(
            strip=False, widget=widget, error_messages={"required": missing}, **options
        )


class CurrentPasswordField(PasswordField):
    """The password the account has now."""

    def __init__(self, **options: Any) -> None:
        super().__init__(missing="Enter your password.", autocomplete="current-password", **options)


def check_own(password: str, account: Account) -> str:
    """The password. Raises ``ValidationError`` where it is wrong, or after too many tries."""
    if not get_adapter(context.request).confirms(account, password):
        raise ValidationError(NOT_YOURS)
    return password


class ConfirmIdentityForm(OwnForm):
    """The password, to show that whoever is signed in still sits there."""

    password = CurrentPasswordField(label="Password")

    def clean_password(self) -> str:
        return check_own(self.cleaned_data["password"], self.account)


class ChangeNameForm(OwnForm):
    """One's name, as it stands beside what one recorded."""

    full_name = WordsField(
        "name",
        max_length=200,
        label="Name",
        help_text="As colleagues know you. It stands beside everything you recorded.",
    )


class ChangePasswordForm(OwnForm):
    """The password now, and twice the one to come."""

    current = CurrentPasswordField(label="Password now")
    password = PasswordField(
        label="New password",
        missing="Enter a new password.",
        autocomplete="new-password",
        help_text="At least 15 characters. A few words in a row are easy to keep in mind.",
    )
    again = PasswordField(
        label="New password again",
        missing="Enter the new password again.",
        autocomplete="new-password",
    )

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``accounts.change_password`` takes."""
        return {"password": self.cleaned_data["password"]}

    def clean_current(self) -> str:
        return check_own(self.cleaned_data["current"], self.account)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("This is not the new password typed above.")
        return again
