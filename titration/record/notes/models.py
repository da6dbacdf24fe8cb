"""Short messages about a patient to colleagues."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from patients.models import Entry, EntryQuerySet

QUOTED = 60  # characters of the text that stand for all of it


class Note(Entry):
    """A short message about the patient to colleagues, in lines of its author's own.

    It has no day of its own: it is dated by when it was recorded.
    """

    KIND = "notes"
    CALLED = "Note"

    text = models.CharField("note", max_length=1000)

    objects: ClassVar[EntryQuerySet["Note"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        """The beginning of it, in one line: ``Note “Daughter calls back on Monday”``."""
        return f"Note “{Truncator(' '.join(self.text.split())).chars(QUOTED)}”"
