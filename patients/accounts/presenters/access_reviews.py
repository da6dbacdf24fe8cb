"""When a clinic's access was last reviewed, and when it is due again."""

from dataclasses import dataclass
from datetime import date

from patients.accounts.presenters.accounts import minute
from patients.models import AccessReview, Clinic, due_after


@dataclass(frozen=True, slots=True)
class Emergency:
    """A clinician who took emergency access, when, and the reason they gave."""

    full_name: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A clinic, its reviews, newest first, and the day by which the next is due."""

    clinic: Clinic
    reviews: list[tuple[AccessReview, str]]
    due_on: date
    is_due: bool


def standing(clinic: Clinic) -> Standing:
    """A clinic's reviews and the next due day; the clinic has, or had, at least one member."""
    reviews = clinic.access_reviews.select_related("signed_by", "clinic")
    newest_first = list(reviews.order_by("-signed_at", "-pk"))
    began = (
        newest_first[0].signed_at if newest_first else clinic.memberships.earliest("since").since
    )
    due_on = due_after(clinic, began)
    return Standing(
        clinic=clinic,
        reviews=[(review, minute(review.signed_at, clinic)) for review in newest_first],
        due_on=due_on,
        is_due=due_on <= clinic.today(),
    )


def emergencies_since_last(clinic: Clinic) -> list[Emergency]:
    """Emergency access since the last review, or at any time if there was none; newest first."""
    last = clinic.access_reviews.order_by("signed_at", "pk").last()
    taken = clinic.memberships.emergencies().select_related("account").order_by("-since", "-pk")
    if last is not None:
        taken = taken.filter(since__gt=last.signed_at)
    return [
        Emergency(
            membership.account.name_at(membership.since),
            minute(membership.since, clinic),
            membership.emergency_reason,
        )
        for membership in taken
    ]
