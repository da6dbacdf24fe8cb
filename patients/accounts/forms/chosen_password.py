"""The form in which the holder of a one-time link chooses a password."""

from typing import TypedDict

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from patients.web.fields import PasswordField
from patients.web.posted_form import PostedForm, ValuesForm


class PasswordTwice(PostedForm):
    """A new password, typed twice."""

    password = PasswordField(
        label="Password",
        missing="Enter a password.",
        autocomplete="new-password",
        help_text="At least 15 characters. A few words in a row are easy to keep in mind.",
    )
    again = PasswordField(
        label="Password again",
        missing="Enter the password again.",
        autocomplete="new-password",
    )

    def clean_password(self) -> str:
        """Return the password. Raises ``ValidationError`` if it is too short, or a common one."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean_again(self) -> str:
        """Return the second one. Raises ``ValidationError`` if it differs from the first."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("This is not the password typed above.")
        return again


class ChosenPasswordValues(TypedDict):
    """A new password, without a form token: the link of the page works only once."""

    password: str


class ChosenPasswordForm(PasswordTwice, ValuesForm[ChosenPasswordValues]):
    """The new password of an account whose sign-in was reset."""
