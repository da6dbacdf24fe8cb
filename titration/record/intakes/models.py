"""What was not taken as recorded."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patients.days import day_text
from patients.models import Entry, EntryQuerySet


class Departure(models.TextChoices):
    """In what way the intake departed from the dose recorded."""

    MISSED = "missed", "Missed"
    PARTLY_TAKEN = "partly taken", "Partly taken"
    RAN_OUT = "ran out", "Ran out"
    MORE = "more than recorded", "More than recorded"
    ELSEWHERE = "a single dose elsewhere", "A single dose elsewhere"
    NOT_AS_PLANNED = "not as planned", "Not as planned"


def intake_text(what: str, from_on: date, until_on: date | None) -> str:
    """``Ran out, 05-Jan-2026 to 07-Jan-2026``; one day alone without an end."""
    until = f" to {day_text(until_on)}" if until_on and until_on != from_on else ""
    return f"{Departure(what).label}, {day_text(from_on)}{until}"


class Intake(Entry):
    """What was not taken as recorded, from one day until another, both counted.

    Without ``until_on`` it was one day. The dose steps stay as they are: they say what was
    decided, this says what happened. ``planned`` is the step of a plan that it answers, if any.
    """

    KIND = "intakes"
    CALLED = "Intake not as recorded"

    what = models.CharField(max_length=30, choices=Departure.choices)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    planned = models.ForeignKey(
        "titration.PlannedStep", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[EntryQuerySet["Intake"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("from_on", "until_on")

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(what__in=Departure.values), name="intake_what_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="intake_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Ran out, 05-Jan-2026 to 07-Jan-2026``."""
        return intake_text(self.what, self.from_on, self.until_on)
