"""The form in which somebody who came by a one-time link chooses a password."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from patients.web.fields import PasswordField
from patients.web.posted_form import PostedForm


class ChosenPasswordForm(PostedForm):
    """A password, twice."""

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
        """The password. Raises ``ValidationError`` where it is too short, or a common one."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean_again(self) -> str:
        """The same once more. Raises ``ValidationError`` where it is another."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("This is not the password typed above.")
        return again

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``sign_in_resets.use`` takes; its link works once, so no token is asked for."""
        return {"password": self.cleaned_data["password"]}
