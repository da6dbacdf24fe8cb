"""Who recorded an entry, and, where it was entered in error, who said so and why."""

from collections.abc import Callable
from dataclasses import dataclass

from patients.models import Status
from titration.reading.rows import RecordedEntry
from titration.rules import day_text

# Whether the reader may mark the entries that somebody, by id, recorded.
MayMark = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Marking:
    """An entry's author and fate, ready to show."""

    recorded_by: str
    is_in_error: bool
    marked_by: str
    marked_on: str
    reason: str
    may_mark: bool


def marking(row: RecordedEntry, may_mark: MayMark) -> Marking:
    """The marking of a row of values."""
    in_error = row.status == Status.ENTERED_IN_ERROR
    return Marking(
        recorded_by=row.recorded_by,
        is_in_error=in_error,
        marked_by=row.marked_by,
        marked_on=day_text(row.marked_on) if row.marked_on else "",
        reason=row.marked_reason,
        may_mark=not in_error and may_mark(row.recorded_by_id),
    )
