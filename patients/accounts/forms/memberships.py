"""The forms that change who holds which role in a clinic, and until when."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from patients.models import Membership, Role
from patients.web.fields import DayField, OneOfField
from patients.web.posted_form import PostedForm

NOW, LATER, NEVER = "now", "later", "never"


class ChangeRoleForm(PostedForm):
    """Another role for a member, from now on."""

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [(role, label) for role, label in Role.choices if role != membership.role]
        self.fields["role"] = OneOfField(others, label="New role", missing="Choose the new role.")
        self.helper.layout.append("role")

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``memberships.change_role`` takes; sent twice it does no harm."""
        return {"role": self.cleaned_data["role"]}


class EndMembershipForm(PostedForm):
    """The end of a membership: now, after a last day, or none where one was set."""

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(NOW, "Now"), (LATER, "After a last day")]
        if membership.until and not membership.is_emergency:
            choices.append((NEVER, "Not at all: take the end date away"))
        self.fields["when"] = OneOfField(
            choices, label="When it ends", missing="Choose when it ends."
        )
        self.fields["last_day"] = DayField(
            label="Last day",
            required=False,
            help_text="For example 06-Nov-2025; only where it ends after a last day",
        )
        self.helper.layout.extend(["when", "last_day"])

    def clean_last_day(self) -> date | None:
        """The last day. Raises ``ValidationError`` where one is missing, or out of place."""
        when, last_day = self.cleaned_data.get("when"), self.cleaned_data["last_day"]
        if when == LATER and last_day is None:
            raise ValidationError("Enter the last day.")
        if when in {NOW, NEVER} and last_day is not None:
            raise ValidationError("Leave the last day empty, or choose “After a last day”.")
        day: date | None = last_day
        return day

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``memberships.end`` takes; sent twice it does no harm."""
        at_once = self.cleaned_data["when"] == NOW
        return {"at_once": at_once, "last_day": self.cleaned_data["last_day"]}
