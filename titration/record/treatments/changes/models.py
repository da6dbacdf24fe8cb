"""From a day on, another rate or detail of a treatment, or that it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patients.days import day_text
from patients.models import Entry, EntryQuerySet, Status
from titration.record.treatments.models import (
    LIMIT_MCG,
    MCG_DECIMALS,
    MCG_DIGITS,
    Treatment,
    TreatmentKind,
)
from titration.rules import number


class TreatmentBecame(models.TextChoices):
    """What became of a treatment on a day."""

    CHANGED = "changed", "It goes on with another rate or detail"
    ENDED = "ended", "It ended"


class TreatmentChange(Entry):
    """From ``changed_on`` one treatment has another rate or detail, until its next change.

    If it ended, ``changed_on`` is its last day. An empty rate or detail is as it was before.
    """

    KIND = "treatment-changes"
    CALLED = "Change of a treatment"

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="changes")
    became = models.CharField(max_length=10, choices=TreatmentBecame.choices)
    changed_on = models.DateField("from")
    mcg_per_day = models.DecimalField(
        "mcg per day", max_digits=MCG_DIGITS, decimal_places=MCG_DECIMALS, null=True, blank=True
    )
    detail = models.CharField(max_length=200, blank=True)

    objects: ClassVar[EntryQuerySet["TreatmentChange"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("changed_on",)
    SAID_WITH = ("treatment",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(became=TreatmentBecame.ENDED, mcg_per_day=None, detail="")
                | Q(became=TreatmentBecame.CHANGED)
                & (Q(mcg_per_day__isnull=False) | ~Q(detail="")),
                name="treatmentchange_says_what_changed",
            ),
            models.CheckConstraint(
                condition=Q(mcg_per_day=None) | Q(mcg_per_day__gt=0, mcg_per_day__lt=LIMIT_MCG),
                name="treatmentchange_mcg_is_an_amount",
            ),
            models.UniqueConstraint(
                fields=["treatment", "changed_on"],
                condition=Q(status=Status.LIVE),
                name="one_live_change_of_a_treatment_a_day",
            ),
            models.UniqueConstraint(
                fields=["treatment"],
                condition=Q(status=Status.LIVE, became="ended"),
                name="a_treatment_ends_once",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Intrathecal baclofen, 350 mcg per day, from 12-Jan-2026``."""
        return f"{TreatmentKind(self.treatment.kind).label}, {self.in_words}"

    @property
    def in_words(self) -> str:
        """``350 mcg per day, Pump refilled, from 12-Jan-2026``; ``ended 12-Jan-2026``."""
        if self.is_end:
            return f"ended {day_text(self.changed_on)}"
        rate = "" if self.mcg_per_day is None else f"{number(self.mcg_per_day)} mcg per day"
        what = ", ".join(filter(None, (rate, self.detail)))
        return f"{what}, from {day_text(self.changed_on)}"

    @property
    def is_end(self) -> bool:
        """True if the treatment ended."""
        return self.became == TreatmentBecame.ENDED
