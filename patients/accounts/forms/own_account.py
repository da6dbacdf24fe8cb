"""The forms in which people change their own account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core.exceptions import ValidationError

from patients.accounts.forms.chosen_password import ChosenPasswordForm
from patients.models import Account
from patients.web.fields import IdentifyingField, PasswordField
from patients.web.posted_form import PostedForm

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

    full_name = IdentifyingField(
        "name",
        max_length=200,
        label="Name",
        help_text="As colleagues know you. It stands beside everything you recorded.",
    )


class ChangePasswordForm(OwnForm, ChosenPasswordForm):
    """The password now, and twice the one to come."""

    current = CurrentPasswordField(label="Password now")
    field_order = ("current", "password", "again")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = "New password"
        self.fields["again"].label = "New password again"

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``accounts.change_password`` takes."""
        return {"password": self.cleaned_data["password"]}

    def clean_current(self) -> str:
        return check_own(self.cleaned_data["current"], self.account)
