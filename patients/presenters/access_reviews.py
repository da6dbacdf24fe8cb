"""When a clinic's access was last reviewed, and when it is due again."""

from dataclasses import dataclass
from datetime import date

from patients.models import AccessReview, Clinic
from patients.presenters.accounts import minute


@dataclass(frozen=True, slots=True)
class Standing:
    """A clinic, its reviews, newest first, and the day the next is due; none was signed yet."""

    clinic: Clinic
    reviews: list[tuple[AccessReview, str]]
    due_on: date | None
    is_due: bool


def standing(clinic: Clinic) -> Standing:
    """Where a clinic stands with its reviews."""
    reviews = clinic.access_reviews.select_related("signed_by", "clinic")
    newest_first = list(reviews.order_by("-signed_at", "-pk"))
    due_on = newest_first[0].next_due_on if newest_first else None
    return Standing(
        clinic=clinic,
        reviews=[(review, minute(review.signed_at, clinic)) for review in newest_first],
        due_on=due_on,
        is_due=due_on is None or due_on <= clinic.today(),
    )
