"""Contacts that a clinician tried, what came of each, and when the next call is planned."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patients.days import day_text
from patients.models import Entry, EntryQuerySet


class ContactOutcome(models.TextChoices):
    """What came of a contact that was tried."""

    REACHED = "reached", "Reached"
    NOT_REACHED = "not reached", "Not reached"
    DECLINED = "declined", "Declined"


def contact_text(outcome: str, contacted_on: date, call_again_on: date | None) -> str:
    """``Contact on 27-Nov-2026: not reached, call again on 01-Dec-2026``."""
    again = f", call again on {day_text(call_again_on)}" if call_again_on else ""
    return f"Contact on {day_text(contacted_on)}: {outcome}{again}"


class Contact(Entry):
    """A call or a visit that a clinician tried, and the day planned for the next call, if any."""

    KIND = "contacts"
    CALLED = "Contact"

    contacted_on = models.DateField("contacted")
    outcome = models.CharField(max_length=20, choices=ContactOutcome.choices)
    call_again_on = models.DateField("call again", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[EntryQuerySet["Contact"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    # The next call is a plan, not a day of care.
    CARE_DATES = ("contacted_on",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(outcome__in=ContactOutcome.values), name="contact_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(call_again_on=None) | Q(call_again_on__gt=F("contacted_on")),
                name="contact_comes_before_the_next_call",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Contact on 27-Nov-2026: not reached``."""
        return contact_text(self.outcome, self.contacted_on, self.call_again_on)
