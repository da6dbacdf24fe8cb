"""The forms in which people change their own account. Sent twice they change nothing more."""

from typing import Any, TypedDict

from django import forms

from patients.accounts.forms.chosen_password import PasswordTwice
from patients.web.fields import IdentifyingField, PasswordField
from patients.web.posted_form import ValuesForm


class CurrentPasswordField(PasswordField):
    """The password the account has now."""

    def __init__(self, **options: Any) -> None:
        super().__init__(missing="Enter your password.", autocomplete="current-password", **options)


class ConfirmIdentityValues(TypedDict):
    """The present password, as typed."""

    password: str


class ConfirmIdentityForm(ValuesForm[ConfirmIdentityValues]):
    """The password, to prove that the person who signed in is still there."""

    password = CurrentPasswordField(label="Password")


class ChangeNameValues(TypedDict):
    """The new name."""

    full_name: str


class ChangeNameForm(ValuesForm[ChangeNameValues]):
    """A person's name, as it is shown with what they record."""

    full_name = IdentifyingField(
        "name",
        max_length=200,
        label="Name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="As colleagues know you. It stands beside everything you recorded.",
    )


class ChangePasswordValues(TypedDict):
    """The present password, as typed, and the new one."""

    current: str
    password: str


class ChangePasswordForm(PasswordTwice, ValuesForm[ChangePasswordValues]):
    """The present password, and the new one twice."""

    current = CurrentPasswordField(label="Password now")
    field_order = ("current", "password", "again")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = "New password"
        self.fields["again"].label = "New password again"
