"""From when until when a patient is under the clinic's care, and who is registered twice."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patients.days import day_text
from patients.models.entry import Entry, EntryQuerySet
from patients.models.patient import Patient


class CareState(models.TextChoices):
    """What holds from a day on."""

    ENDED = "ended", "Ended"
    REOPENED = "reopened", "Reopened"


class EndReason(models.TextChoices):
    """Why care ended."""

    DIED = "died", "Died"
    DISCHARGED = "discharged", "Discharged"
    MOVED = "moved to another clinic", "Moved to another clinic"
    LOST = "lost to follow-up", "Lost to follow-up"
    REGISTERED_IN_ERROR = "registered in error", "Registered in error"
    OTHER = "other", "Other reason"
    DUPLICATE = "duplicate", "Duplicate of another patient"


def care_text(state: str, from_on: date, reason: str, doubles_number: str | None = None) -> str:
    """``Care ended 03-Mar-2026: died``, ``Care reopened 05-Mar-2026``.

    Of a duplicate, ``doubles_number`` is the other patient's record number.
    """
    if doubles_number:
        return f"Duplicate of {doubles_number}, marked {day_text(from_on)}"
    because = f": {EndReason(reason).label.lower()}" if reason else ""
    return f"Care {state} {day_text(from_on)}{because}"


class CareQuerySet(EntryQuerySet["Care"]):
    """Changes of care, by patient."""

    def ends_among(self, patient_ids: Iterable[int]) -> dict[int, "Care"]:
        """Return the end of care, by patient, of those whose care ended and was not reopened."""
        live = self.live().filter(patient__in=patient_ids)
        in_order = live.select_related("doubles").order_by("patient", "-from_on", "-pk")
        newest = in_order.distinct("patient")
        return {care.patient_id: care for care in newest if care.is_end}


class Care(Entry):
    """A change of care: it ended on a day, or was reopened on one.

    A patient without such an entry is under care. Of two changes on one day the one recorded
    later holds. No day lies ahead, so that no list depends on what day it is.
    A patient who is registered twice has one record that ``doubles`` the other: its care ends.
    """

    KIND = "care"
    CALLED = "Care"
    NEEDS_CARE = False

    state = models.CharField("care", max_length=10, choices=CareState.choices)
    from_on = models.DateField("from")
    reason = models.CharField("because", max_length=30, choices=EndReason.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    doubles = models.ForeignKey(
        Patient, on_delete=models.PROTECT, null=True, blank=True, related_name="doubled_by"
    )

    objects: ClassVar[CareQuerySet] = CareQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("from_on",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=CareState.ENDED, reason__in=EndReason.values)
                | Q(state=CareState.REOPENED, reason=""),
                name="care_has_a_reason_exactly_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(reason=EndReason.DUPLICATE, doubles__isnull=False)
                | (~Q(reason=EndReason.DUPLICATE) & Q(doubles=None)),
                name="care_names_a_patient_exactly_when_duplicate",
            ),
            models.CheckConstraint(
                condition=Q(doubles=None) | ~Q(doubles=F("patient")),
                name="care_doubles_another_patient",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Care ended 03-Mar-2026: died``."""
        number = self.doubles.record_number if self.doubles else None
        return care_text(self.state, self.from_on, self.reason, number)

    @property
    def is_end(self) -> bool:
        """True if care ended, rather than was reopened."""
        return self.state == CareState.ENDED
