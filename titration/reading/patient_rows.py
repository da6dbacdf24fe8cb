"""Entries about the patient and the clinic's care, as plain values.

The names are those of the tables' columns, as in ``titration/reading/rows.py``.
"""

from dataclasses import dataclass
from datetime import date

from patients.models import care_text
from titration.reading.rows import RecordedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCare(RecordedEntry):
    """A change of care; only an end has a reason.

    A duplicate has the other patient's id, and their record number as it is now.
    """

    state: str
    from_on: date
    reason: str
    note: str
    doubles_id: int | None
    doubles_number: str | None

    @property
    def words(self) -> str:
        """``Care ended 03-Mar-2026: died``."""
        return care_text(self.state, self.from_on, self.reason, self.doubles_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPrecaution(RecordedEntry):
    """An answer about a history that a source names for caution."""

    condition: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDystonia(RecordedEntry):
    """The dystonia by its body distribution."""

    distribution: str
    sites: tuple[str, ...]
