"""The form that invites a person, and the one in which they make their account."""

import uuid
from datetime import date
from typing import TypedDict

from django import forms

from patients.accounts.forms.chosen_password import PasswordTwice
from patients.models import Clinic, Role
from patients.web.clinic_choice import ClinicChoice
from patients.web.fields import DayField, EmailField, IdentifyingField, OneOfField
from patients.web.posted_form import ValuesForm


class InviteValues(TypedDict):
    """Whom to invite, into which clinic, to which role, and until when."""

    form_token: uuid.UUID
    clinic: Clinic
    email: str
    role: str
    last_day: date | None


class InviteForm(ClinicChoice, ValuesForm[InviteValues]):
    """An e-mail, a role in one of ``clinics``, and until when."""

    DERIVED = frozenset({"clinic"})

    email = EmailField(help_text="The link to accept goes there, or is shown to you to hand on.")
    role = OneOfField(Role.choices, missing="Choose the role.")
    last_day = DayField(
        label="Last day",
        required=False,
        help_text="For example 06-Nov-2025; empty where no end is known",
    )

    @property
    def values(self) -> InviteValues:
        """The clean values of a valid form, with the clinic itself instead of its id."""
        return {**super().values, "clinic": self.chosen_clinic}


def name_field() -> IdentifyingField:
    """Return the field for the name of a person who has no account yet."""
    return IdentifyingField(
        "name",
        max_length=200,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="As colleagues know you. It stands beside everything you record.",
    )


class NewAccountValues(TypedDict):
    """Name and password of a person who has no account yet."""

    full_name: str
    password: str


class NewAccountForm(PasswordTwice, ValuesForm[NewAccountValues]):
    """Name and password of a person who has no account yet; their link opens one account."""

    full_name = name_field()
    field_order = ("full_name", "password", "again")
