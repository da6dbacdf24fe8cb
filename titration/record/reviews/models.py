"""Reviews of the treatment, and when the next one is due."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patients.models import Entry, EntryQuerySet


class Review(Entry):
    """A day on which the treatment was reviewed, and the date set for the next review, if any."""

    KIND = "reviews"
    CALLED = "Review"

    reviewed_on = models.DateField("reviewed")
    next_on = models.DateField("next review", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[EntryQuerySet["Review"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    # The next date is a plan, not a day of care.
    CARE_DATES = ("reviewed_on",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("reviewed_on")),
                name="review_comes_before_the_next",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Review of 01-Feb-2026, next by 01-May-2026``."""
        ahead = f", next by {self.next_on:%d-%b-%Y}" if self.next_on else ""
        return f"Review of {self.reviewed_on:%d-%b-%Y}{ahead}"
