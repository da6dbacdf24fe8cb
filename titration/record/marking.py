"""Who recorded an entry and, if it was entered in error, who marked it and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from patients.days import day_text
from patients.models import Account
from titration.reading.recorded import ROW_CLASSES, Recorded
from titration.reading.rows import RecordedEntry


@dataclass(frozen=True, slots=True)
class News:
    """What others recorded since a reader looked: the reader's id, and when they did."""

    reader_id: int
    since: datetime

    def lists(self, recorded: Recorded) -> Iterator[str]:
        """Yield the name of its list in ``Recorded`` for each new entry."""
        for name in ROW_CLASSES:
            yield from (name for row in getattr(recorded, name) if self.holds(row))

    def holds(self, row: RecordedEntry) -> bool:
        """True if another person recorded or marked an entry since."""
        if row.recorded_at > self.since and row.recorded_by_id != self.reader_id:
            return True
        if row.marked_at is None or row.marked_by_id == self.reader_id:
            return False
        return row.marked_at > self.since


@dataclass(frozen=True, slots=True)
class Marking:
    """An entry's author, and the marking if it was entered in error, ready to show.

    ``is_new`` if another person recorded or marked it since the reader last looked.
    """

    recorded_by: str
    is_in_error: bool
    marked_by: str
    marked_on: str
    reason: str
    may_mark: bool
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Markings:
    """Makes the marking of any entry of a patient, with days in the clinic's time zone.

    The reader may mark what ``theirs_to_mark``, accounts by id, recorded. ``news`` says what is
    new to the reader, where that is told. ``people``, by id, are not compared: the names that
    they had at the time never change.
    """

    people: Mapping[int, Account] = field(compare=False)
    time_zone: str
    theirs_to_mark: frozenset[int]
    news: News | None = None

    def of(self, row: RecordedEntry) -> Marking:
        """Return an entry's marking, with the names that people had at the time."""
        author = self.people[row.recorded_by_id]
        marker = self.people.get(row.marked_by_id or 0)
        return Marking(
            recorded_by=author.name_at(row.recorded_at),
            is_in_error=row.is_in_error,
            marked_by=marker.name_at(row.marked_at) if marker and row.marked_at else "",
            marked_on=self.day(row.marked_at) if row.marked_at else "",
            reason=row.marked_reason,
            may_mark=not row.is_in_error and row.recorded_by_id in self.theirs_to_mark,
            is_new=self.news is not None and self.news.holds(row),
        )

    def day_of(self, row: RecordedEntry) -> str:
        """The day, in the clinic's time zone, on which an entry was recorded."""
        return self.day(row.recorded_at)

    def day(self, instant: datetime) -> str:
        """The day on which an instant fell where the clinic is."""
        return day_text(instant.astimezone(ZoneInfo(self.time_zone)).date())
