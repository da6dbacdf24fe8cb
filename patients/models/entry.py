"""The abstract base of every kind of entry: recorded once, never edited, never deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from patients.models.patient import Patient


class Status(models.TextChoices):
    """If an entry counts, or why not. Each change of it has an instant and an author."""

    LIVE = "live", "Live"
    SUPERSEDED = "superseded", "Superseded"
    ENTERED_IN_ERROR = "entered-in-error", "Entered in error"


E = TypeVar("E", bound="Entry")


class EntryQuerySet(models.QuerySet[E]):
    """Entries, by patient and by when they counted."""

    def of(self, patient: Patient) -> Self:
        """Keep the entries of one patient."""
        return self.filter(patient=patient)

    def live(self) -> Self:
        """Keep the entries that count now."""
        return self.filter(status=Status.LIVE)

    def known_at(self, instant: datetime) -> Self:
        """Keep the entries that had been recorded by ``instant`` and still counted then."""
        return self.filter(Q(marked_at=None) | Q(marked_at__gt=instant), recorded_at__lte=instant)


class Entry(models.Model):
    """One clinical fact, as a person recorded it.

    Append-only: a database trigger refuses DELETE, and every UPDATE except the one that
    marks an entry. A correction marks the old entry as entered in error, a later fact
    marks it as superseded, and the new entry names the old one in ``replaces``.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="%(class)s_entries")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    form_token = models.UUIDField(unique=True, editable=False)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
    )
    status = models.CharField(
        max_length=20, choices=Status.choices, default=Status.LIVE, editable=False
    )
    marked_at = models.DateTimeField(null=True, blank=True, editable=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    marked_reason = models.CharField(max_length=300, blank=True, editable=False)

    KIND: ClassVar[str]  # the word for the kind in addresses, e.g. ``dose-steps``
    CALLED: ClassVar[str]  # what one entry is called in lists, e.g. ``Dose step``
    CARE_DATES: ClassVar[tuple[str, ...]] = ()
    SAID_WITH: ClassVar[tuple[str, ...]] = ()  # the entries that its text names too
    STRIKE: ClassVar[str] = "Mark as entered in error"  # what marking one alone is called
    NEEDS_CARE: ClassVar[bool] = True  # not recorded anew once the clinic's care has ended

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(
                        status=Status.LIVE,
                        marked_at=None,
                        marked_by=None,
                        marked_reason="",
                    )
                    | Q(
                        status=Status.SUPERSEDED,
                        marked_at__isnull=False,
                        marked_by__isnull=False,
                        marked_reason="",
                    )
                    | Q(
                        ~Q(marked_reason=""),
                        status=Status.ENTERED_IN_ERROR,
                        marked_at__isnull=False,
                        marked_by__isnull=False,
                    )
                ),
                name="%(class)s_marking_is_whole",
            ),
        ]

    @property
    def parts(self) -> "Iterable[Entry]":
        """The live entries that count only as long as this one does."""
        return ()

    @property
    def recorded_by_name(self) -> str:
        """The name that the author had when the entry was recorded."""
        return self.recorded_by.name_at(self.recorded_at)

    @property
    def is_live(self) -> bool:
        """True if the entry counts now."""
        return self.status == Status.LIVE

    @property
    def is_in_error(self) -> bool:
        """True if the entry was marked as entered in error."""
        return self.status == Status.ENTERED_IN_ERROR
