"""The forms that change the role or the end of a membership.

Sent twice they change nothing more, so their actions take no form token.
"""

from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import ValidationError

from patients.models import Membership, Role
from patients.web.fields import DayField, OneOfField
from patients.web.posted_form import ValuesForm

NOW, LATER, NEVER = "now", "later", "never"
ENDS = [(NOW, "Now"), (LATER, "After a last day")]
NO_END = (NEVER, "Not at all: take the end date away")


class ChangeRoleValues(TypedDict):
    """The new role."""

    role: str


class ChangeRoleForm(ValuesForm[ChangeRoleValues]):
    """Another role for a member, from now on."""

    role = OneOfField(Role.choices, label="New role", missing="Choose the new role.")

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [(role, label) for role, label in Role.choices if role != membership.role]
        self.fields["role"].choices = others  # type: ignore[attr-defined]


class EndMembershipValues(TypedDict):
    """When a membership ends: at once, after a last day, or, with neither, never."""

    at_once: bool
    last_day: date | None


class EndMembershipForm(ValuesForm[EndMembershipValues]):
    """The end of a membership: now, after a last day, or none, if one was set before."""

    DERIVED = frozenset({"at_once"})

    when = OneOfField(ENDS, label="When it ends", missing="Choose when it ends.")
    last_day = DayField(
        label="Last day",
        required=False,
        help_text="For example 06-Nov-2025; only where it ends after a last day",
    )

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        if membership.until and not membership.is_emergency:
            self.fields["when"].choices = [*ENDS, NO_END]  # type: ignore[attr-defined]

    def clean_last_day(self) -> date | None:
        """Return the last day. Raises ``ValidationError`` if it is missing or not expected."""
        when, last_day = self.cleaned_data.get("when"), self.cleaned_data["last_day"]
        if when == LATER and last_day is None:
            raise ValidationError("Enter the last day.")
        if when in {NOW, NEVER} and last_day is not None:
            raise ValidationError("Leave the last day empty, or choose “After a last day”.")
        day: date | None = last_day
        return day

    @property
    def values(self) -> EndMembershipValues:
        """The clean values of a valid form, from the choice and the last day."""
        return {
            "at_once": self.cleaned_data["when"] == NOW,
            "last_day": self.cleaned_data["last_day"],
        }
