"""Who recorded an entry and, if it was entered in error, who marked it and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from patients.days import day_text
from patients.models import Account, Clinic
from titration.reading.rows import RecordedEntry

# True if the reader may mark the entries that an account, given by id, recorded.
MayMark = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Marking:
    """An entry's author, and the marking if it was entered in error, ready to show."""

    recorded_by: str
    is_in_error: bool
    marked_by: str
    marked_on: str
    reason: str
    may_mark: bool


@dataclass(frozen=True, slots=True)
class Markings:
    """Makes the marking of any entry of a patient, from accounts by id and the clinic's days."""

    people: Mapping[int, Account]
    clinic: Clinic
    may_mark: MayMark

    def of(self, row: RecordedEntry) -> Marking:
        """Return an entry's marking, with the names that people had at the time."""
        author = self.people[row.recorded_by_id]
        marker = self.people.get(row.marked_by_id or 0)
        return Marking(
            recorded_by=author.name_at(row.recorded_at),
            is_in_error=row.is_in_error,
            marked_by=marker.name_at(row.marked_at) if marker and row.marked_at else "",
            marked_on=day_text(self.clinic.day_of(row.marked_at)) if row.marked_at else "",
            reason=row.marked_reason,
            may_mark=not row.is_in_error and self.may_mark(row.recorded_by_id),
        )

    def day_of(self, row: RecordedEntry) -> str:
        """The day, in the clinic's time zone, on which an entry was recorded."""
        return day_text(self.clinic.day_of(row.recorded_at))
