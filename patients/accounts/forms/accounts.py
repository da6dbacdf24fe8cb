"""The filters of the list of accounts, and the forms that close, reopen or reset an account."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple, TypedDict

from django import forms

from patients.models import Clinic, Role
from patients.web.fields import IdentifyingField, WordsField
from patients.web.posted_form import PostedForm, ValuesForm

LARGEST_ID = 2**63 - 1
STATES = (
    ("now", "Have access now"),
    ("no-factor", "No second factor"),
    ("never", "Never signed in"),
    ("emergency", "Emergency access"),
    ("ended", "Membership ended"),
    ("deactivated", "Deactivated"),
)


class AccountsQuery(NamedTuple):
    """The filters of the list, and the row after which, or before which, the page begins."""

    text: str
    role: str
    state: str
    clinic: int | None
    after: int | None
    before: int | None


class PlaceForm(forms.Form):
    """The place of a page in a list, from an address. Invalid parameters are ignored."""

    after = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    before = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)

    def asked(self) -> tuple[int | None, int | None]:
        """Return the row after which, and the one before which, the page begins."""
        self.full_clean()
        return self.cleaned_data.get("after"), self.cleaned_data.get("before")


class AccountsForm(PlaceForm):
    """The parameters of the list's address. Invalid ones are ignored."""

    q = IdentifyingField(
        "search", is_part=True, max_length=100, required=False, label="Name or e-mail"
    )
    role = forms.ChoiceField(choices=[("", "Every role"), *Role.choices], required=False)
    state = forms.ChoiceField(choices=[("", "Everybody"), *STATES], required=False, label="Who")
    clinic = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, clinics: Sequence[Clinic]) -> None:
        super().__init__(*args)
        for name in ("role", "state", "clinic"):
            self.fields[name].widget.attrs["class"] = "form-select"
        choices = [("", "Every clinic"), *((str(clinic.pk), clinic.name) for clinic in clinics)]
        self.fields["clinic"].choices = choices  # type: ignore[attr-defined]

    def asked_for(self) -> AccountsQuery:
        """Return the query of the address; without parameters it is for every account."""
        after, before = self.asked()
        cleaned = self.cleaned_data
        q, role, state = (cleaned.get(name) or "" for name in ("q", "role", "state"))
        return AccountsQuery(q, role, state, cleaned.get("clinic"), after, before)


class ConfirmForm(PostedForm):
    """A form with a button only; sent more than once it changes nothing more."""


class ResetSignInValues(TypedDict):
    """If the second factors are removed with the password, and why."""

    form_token: uuid.UUID
    remove_second_factors: bool
    reason: str


class ResetSignInForm(ValuesForm[ResetSignInValues]):
    """If the second factors are removed with the password, and why."""

    remove_second_factors = forms.BooleanField(
        required=False,
        label="Remove the second factors too",
        help_text="Only where they are lost: the person who opens the link sets up new ones.",
    )
    reason = WordsField(
        "reason",
        max_length=300,
        required=False,
        label="Why the second factors are removed",
        help_text="For example: telephone lost, spoke to her in person. Needed only where they go.",
    )
