"""Side effects as reported, and days on which a clinician asked and none was reported."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from patients.days import day_text
from patients.models import Entry, EntryQuerySet, Status
from patients.models.inexact_days import InexactDayField, first_day, is_day_told
from titration.record.reporter import Reporter


class Severity(models.TextChoices):
    """How severe an effect is, as its author judges it; never inferred."""

    MILD = "mild", "Mild"
    MODERATE = "moderate", "Moderate"
    SEVERE = "severe", "Severe"


class ActionTaken(models.TextChoices):
    """What was done about it."""

    NOTHING = "nothing", "Nothing"
    DOSE_CHANGED = "dose changed", "Dose changed"
    DOSE_STOPPED = "dose stopped", "Dose stopped"
    OTHER_TREATMENT = "other treatment", "Other treatment"
    REFERRED = "referred", "Referred"


class SideEffect(Entry):
    """One reported side effect, from onset until resolved, both days counted.

    ``term`` is one of the eight terms of the article, or free text. ``severity`` is that of
    its onset. An effect that was over when it was reported says so in ``resolved_on``; what
    becomes of one later is told by its changes, each with a day of its own.
    """

    KIND = "side-effects"
    CALLED = "Side effect"

    term = models.CharField("side effect", max_length=100)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    onset_on = InexactDayField("onset")
    resolved_on = models.DateField("resolved", null=True, blank=True)
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

    objects: ClassVar[EntryQuerySet["SideEffect"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("onset_on", "resolved_on", "reported_on")

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values)
                & Q(reported_by__in=Reporter.values)
                & Q(action_taken__in=ActionTaken.values)
                & ~Q(term=""),
                name="sideeffect_codes_are_known",
            ),
            models.CheckConstraint(
                condition=Q(resolved_on=None) | Q(resolved_on__gte=first_day("onset_on")),
                name="sideeffect_resolves_after_onset",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__gte=first_day("onset_on")),
                name="sideeffect_is_reported_after_onset",
            ),
            models.CheckConstraint(
                condition=is_day_told("onset_on"), name="sideeffect_onset_is_a_day"
            ),
        ]

    @property
    def parts(self) -> "Iterable[Entry]":
        """The changes that count."""
        return self.changes.filter(status=Status.LIVE).order_by("changed_on")

    def __str__(self) -> str:
        """As a clinician says it: ``Dry mouth, mild, onset 03-Nov-2026``."""
        resolved = f", resolved {day_text(self.resolved_on)}" if self.resolved_on else ""
        return f"{self.title}, {self.severity}, onset {day_text(self.onset_on)}{resolved}"

    @property
    def title(self) -> str:
        """The term with a capital first letter, the rest as recorded."""
        return self.term[:1].upper() + self.term[1:]


class SideEffectCheck(Entry):
    """Side effects were asked about on this day, and none was reported."""

    KIND = "side-effect-checks"
    CALLED = "Side effects asked"

    asked_on = models.DateField("asked")

    objects: ClassVar[EntryQuerySet["SideEffectCheck"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("asked_on",)

    class Meta(Entry.Meta):
        pass

    def __str__(self) -> str:
        return f"Asked on {self.asked_on:%d-%b-%Y}: none reported"
