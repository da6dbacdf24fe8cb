"""From a day on, another severity of a side effect, or that it resolved."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patients.days import day_text
from patients.models import Entry, EntryQuerySet, Status
from titration.record.reporter import Reporter
from titration.record.side_effects.models import ActionTaken, Severity, SideEffect


class EffectBecame(models.TextChoices):
    """What the effect was from a day on, or that this day was its last."""

    MILD = Severity.MILD.value, "Mild"
    MODERATE = Severity.MODERATE.value, "Moderate"
    SEVERE = Severity.SEVERE.value, "Severe"
    RESOLVED = "resolved", "Resolved"


class SideEffectChange(Entry):
    """From ``changed_on`` one side effect is as severe as ``became`` says, until its next change.

    If it resolved, ``changed_on`` is the last day on which it was there.
    """

    KIND = "side-effect-changes"
    CALLED = "Change of a side effect"

    effect = models.ForeignKey(SideEffect, on_delete=models.PROTECT, related_name="changes")
    became = models.CharField(max_length=10, choices=EffectBecame.choices)
    changed_on = models.DateField("from")
    reported_on = models.DateField("reported")
    reported_by = models.CharField(
        max_length=10, choices=Reporter.choices, default=Reporter.PATIENT
    )
    action_taken = models.CharField(
        "what was done",
        max_length=20,
        choices=ActionTaken.choices,
        default=ActionTaken.NOTHING,
    )
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[EntryQuerySet["SideEffectChange"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("changed_on", "reported_on")
    SAID_WITH = ("effect",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(became__in=EffectBecame.values)
                & Q(reported_by__in=Reporter.values)
                & Q(action_taken__in=ActionTaken.values),
                name="sideeffectchange_codes_are_known",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__gte=F("changed_on")),
                name="sideeffectchange_is_reported_after_it",
            ),
            models.UniqueConstraint(
                fields=["effect", "changed_on"],
                condition=Q(status=Status.LIVE),
                name="one_live_change_of_an_effect_a_day",
            ),
            models.UniqueConstraint(
                fields=["effect"],
                condition=Q(status=Status.LIVE, became="resolved"),
                name="an_effect_resolves_once",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Dry mouth, severe from 18-Nov-2026``."""
        return f"{self.effect.title}, {self.in_words}"

    @property
    def in_words(self) -> str:
        """``severe from 18-Nov-2026``; ``resolved 30-Nov-2026``."""
        between = " " if self.is_end else " from "
        return f"{self.became}{between}{day_text(self.changed_on)}"

    @property
    def is_end(self) -> bool:
        """True if the effect resolved."""
        return self.became == EffectBecame.RESOLVED
