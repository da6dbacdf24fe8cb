"""The forms for signing in: e-mail and password, then the second factor.

They read what was sent and compare nothing with an account; the views do that with
``patients/accounts/actions/proofs.py``.
"""

from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError


class SignInValues(TypedDict):
    """What a person signs in with."""

    email: str
    password: str


class CodeValues(TypedDict):
    """A code that a person typed."""

    code: str


class PasskeyValues(TypedDict):
    """What a browser sent for a passkey, not checked yet."""

    credential: object


class _FormOfAllauth(forms.Form):
    """A form that a view of allauth makes; it takes a request or an account and ignores it."""

    def __init__(
        self, *args: Any, request: object = None, user: object = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)


class SignInForm(_FormOfAllauth):
    """E-mail and password. After a failed try the e-mail stays in its field, the password not."""

    login = forms.EmailField(
        label="E-mail",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": "Enter your e-mail.",
            "invalid": "Enter an e-mail such as name@clinic.example.",
        },
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # If there are errors, their summary gets the focus.
        self.fields["login"].widget.attrs["autofocus"] = not self.is_bound

    @property
    def values(self) -> SignInValues:
        """The clean values of a valid form."""
        return {"email": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


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
        """Give no ``maxlength``: the browser would cut a pasted code short and say nothing."""
        return {}


class CodeForm(_FormOfAllauth):
    """The code asked for after the password."""

    use_required_attribute = False
    code = CodeField(label="Code", help_text="From your authenticator app, or a recovery code.")

    @property
    def values(self) -> CodeValues:
        """The clean values of a valid form."""
        return {"code": self.cleaned_data["code"]}


class PasskeyField(forms.JSONField):
    """What a browser sent of a passkey, as JSON; ``None``, which is no passkey, for all else."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> object:
        """Return the JSON. Nobody typed it, so it is the check of the passkey that refuses it."""
        try:
            return super().clean(value)
        except ValidationError:
            return None


class PasskeyForm(_FormOfAllauth):
    """What the browser sends of a passkey, after the password or in place of it."""

    credential = PasskeyField()

    @property
    def values(self) -> PasskeyValues:
        """The clean values of a valid form."""
        return {"credential": self.cleaned_data["credential"]}
