"""The form in which an access review is decided, line by line, and signed."""

import re
import uuid
from collections.abc import Sequence
from typing import Any, TypedDict

from patients.models import Account, Decision, Membership
from patients.web.fields import OneOfField
from patients.web.posted_form import ValuesForm

NAME = re.compile(r"member-([1-9][0-9]{0,17})")


class AccessReviewValues(TypedDict):
    """What is decided on each membership, by its id."""

    form_token: uuid.UUID
    decisions: dict[int, str]


class AccessReviewForm(ValuesForm[AccessReviewValues]):
    """Keep or end, for each of ``memberships``; those of ``by`` can only be kept."""

    DERIVED = frozenset({"decisions"})

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
    def values(self) -> AccessReviewValues:
        """The clean values of a valid form, with the decisions of all lines."""
        decided = {row.pk: self.cleaned_data[name] for name, row in self.memberships.items()}
        token = self.cleaned_data["form_token"]
        return {"form_token": token, "decisions": self.decided_on_former() | decided}

    def decided_on_former(self) -> dict[int, str]:
        """The decisions that were sent on memberships that ended after the form was opened.

        If a review is sent twice, its first signature has ended them.
        """
        names = {name: NAME.fullmatch(name) for name in self.data if name not in self.memberships}
        return {int(found[1]): self.data[name] for name, found in names.items() if found}


def name_of(membership_id: int) -> str:
    """Return the name of the field that decides on a membership."""
    return f"member-{membership_id}"
