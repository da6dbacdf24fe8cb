"""The form in which an access review is decided, line by line, and signed."""

from collections.abc import Sequence
from typing import Any

from patients.forms.fields import OneOfField
from patients.forms.posted import PostedForm
from patients.models import Account, Decision, Membership


class AccessReviewForm(PostedForm):
    """Keep or end, for each of ``memberships``; one's own can only be kept."""

    def __init__(
        self, *args: Any, memberships: Sequence[Membership], by: Account, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.memberships = {name_of(membership.pk): membership for membership in memberships}
        for name, membership in self.memberships.items():
            is_own = membership.account_id == by.pk
            self.fields[name] = OneOfField(
                [(Decision.KEEP, "Keep")] if is_own else Decision.choices,
                label=str(membership.account),
                missing=f"Choose keep or end for {membership.account}.",
            )

    @property
    def lines(self) -> list[tuple[Membership, Any]]:
        """Each membership with the field that decides on it."""
        return [(membership, self[name]) for name, membership in self.memberships.items()]

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``access_reviews.sign`` takes."""
        decided = {row.pk: self.cleaned_data[name] for name, row in self.memberships.items()}
        return {"form_token": self.cleaned_data["form_token"], "decisions": decided}


def name_of(membership_id: int) -> str:
    """What the field is called that decides on a membership."""
    return f"member-{membership_id}"
