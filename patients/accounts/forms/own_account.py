"""The forms in which people change their own account; sent twice they do no harm."""

from typing import Any, TypedDict

from patients.accounts.forms.chosen_password import PasswordTwice
from patients.web.fields import IdentifyingField, PasswordField
from patients.web.posted_form import ValuesForm


class CurrentPasswordField(PasswordField):
    """The password the account has now."""

    def __init__(self, **options: Any) -> None:
        super().__init__(missing="Enter your password.", autocomplete="current-password", **options)


class ConfirmIdentityValues(TypedDict):
    """The password the account should have."""

    password: str


class ConfirmIdentityForm(ValuesForm[ConfirmIdentityValues]):
    """The password, to show that the person who signed in still sits there."""

    password = CurrentPasswordField(label="Password")


class ChangeNameValues(TypedDict):
    """The new name."""

    full_name: str


class ChangeNameForm(ValuesForm[ChangeNameValues]):
    """A person's name, as it stands beside what they recorded."""

    full_name = IdentifyingField(
        "name",
        max_length=200,
        label="Name",
        help_text="As colleagues know you. It stands beside everything you recorded.",
    )


class ChangePasswordValues(TypedDict):
    """The password the account should have now, and the new one."""

    current: str
    password: str


class ChangePasswordForm(PasswordTwice, ValuesForm[ChangePasswordValues]):
    """The password now, and twice the one to come."""

    current = CurrentPasswordField(label="Password now")
    field_order = ("current", "password", "again")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = "New password"
        self.fields["again"].label = "New password again"
