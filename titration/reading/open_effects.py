"""The open side effects that nobody may miss: severe ones, and those a source lists as serious."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from patients.days import Day, day_text, first_of, is_inexact
from titration.reading.rows import RecordedEffect
from titration.rules import SERIOUS, SEVERITIES, SOURCES, Severity, Source, listings, stretches
from titration.rules.timeline import days_text


@dataclass(frozen=True, slots=True)
class OpenEffect:
    """A side effect that lasts: how severe it is now, and since when.

    ``before`` are the severities it had, newest first, each with its first day. ``serious_in``
    are the sources that list it as serious.
    """

    row: RecordedEffect
    severity: Severity
    since: Day
    before: tuple[tuple[Severity, Day], ...]
    serious_in: tuple[Source, ...]

    @property
    def is_grave(self) -> bool:
        """True if it is severe, or a source lists it as serious."""
        return self.severity == SEVERITIES[-1] or bool(self.serious_in)

    @property
    def place(self) -> tuple[int, bool, int]:
        """The sort key: the severest first, then those listed as serious, then the newest."""
        onset = first_of(self.row.onset_on)
        return (-SEVERITIES.index(self.severity), not self.serious_in, -onset.toordinal())

    @property
    def former(self) -> str:
        """``Moderate from 12-Nov-2026, mild from 26-Oct-2026``; empty if it never changed."""
        return capfirst(", ".join(f"{severity} {begun(since)}" for severity, since in self.before))

    @property
    def listed(self) -> str:
        """``listed as serious by the article``; empty if no source does."""
        names = " and ".join(source.short_name for source in self.serious_in)
        return f"listed as serious by {names}" if names else ""

    def words(self, today: date) -> str:
        """``Muscle weakness, severe, 2 days``."""
        return f"{capfirst(self.row.term)}, {self.severity}, {days_lasting(self.since, today)}"


def open_effects(
    rows: Iterable[RecordedEffect], sources: tuple[Source, ...] = SOURCES
) -> list[OpenEffect]:
    """Return the effects that count and last, the severest first."""
    last = (row for row in rows if row.is_live and row.ended_on is None)
    return sorted((open_effect(row, sources) for row in last), key=lambda one: one.place)


def open_effect(row: RecordedEffect, sources: tuple[Source, ...]) -> OpenEffect:
    """Say of an effect that lasts how severe it is, and was."""
    had: list[tuple[Severity, Day]] = []
    for stretch in stretches(row.fact):
        since = stretch.days.since
        had.append((stretch.severity, row.onset_on if since == first_of(row.onset_on) else since))
    (severity, latest), *before = reversed(had)
    serious_in = tuple(source for source in sources if is_serious(row.term, source))
    return OpenEffect(row, severity, latest, tuple(before), serious_in)


def is_serious(term: str, source: Source) -> bool:
    """True if a source has a list of serious effects, and the term is on it."""
    return SERIOUS in source.statements and SERIOUS in listings(term, source)


def days_lasting(since: Day, today: date) -> str:
    """``2 days``, ``since today``; of an inexact day ``since about Jul-2026``."""
    if is_inexact(since):
        return f"since about {day_text(since)}"
    days = (today - first_of(since)).days
    return days_text(days) if days > 0 else "since today"


def begun(since: Day) -> str:
    """``from 12-Nov-2026``, ``from about Jul-2026``."""
    return f"from {'about ' if is_inexact(since) else ''}{day_text(since)}"
