"""Reviews of who has access to a clinic: signed, and kept."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from patients.models.clinic import Clinic, Membership, Role

REVIEW_EVERY = timedelta(weeks=13)


class Decision(models.TextChoices):
    """What a review decides of one membership."""

    KEEP = "keep", "Keep"
    END = "end", "End"


def due_after(clinic: Clinic, instant: datetime) -> date:
    """The day by which a review is due after ``instant``: the last one, or the first membership."""
    return clinic.day_of(instant + REVIEW_EVERY)


class AccessReview(models.Model):
    """An admin decided on everyone who had access to the clinic, and signed the decisions.

    Append-only by trigger, like its lines.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="access_reviews")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(default=timezone.now, editable=False)
    form_token = models.UUIDField(unique=True, editable=False)

    class Meta:
        get_latest_by = ("signed_at", "pk")

    def __str__(self) -> str:
        return f"{self.clinic}, {self.signed_at:%Y-%m-%d %H:%M}"

    @property
    def signed_by_name(self) -> str:
        """The name that the signer had when it was signed."""
        return self.signed_by.name_at(self.signed_at)

    @property
    def next_due_on(self) -> date:
        """The day by which the next review is due, by the clinic's calendar."""
        return due_after(self.clinic, self.signed_at)


class AccessReviewLine(models.Model):
    """One person's access as it was when it was reviewed, and what was decided."""

    review = models.ForeignKey(AccessReview, on_delete=models.PROTECT, related_name="lines")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Role.choices)
    decision = models.CharField(max_length=10, choices=Decision.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "membership"], name="accessreviewline_one_each"
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values) & Q(decision__in=Decision.values),
                name="accessreviewline_codes_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.get_role_display()}: {self.get_decision_display()}"
