"""Counts the days that an observation shared with a regimen."""

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

from patients.days import last_of
from titration.reading.rows import RecordedEffect
from titration.rules import Days, Stretch, day_after
from titration.rules.timeline import merged

DAY = timedelta(days=1)


def counted_days(row: RecordedEffect, stretch: Stretch) -> Days:
    """The days of a stretch on which the effect had begun on every reading of its onset."""
    return stretch.days.within(Days(last_of(row.onset_on), None))


def up_to(today: date) -> Days:
    """Return all days up to today, today included."""
    return Days(date.min, day_after(today))


def length(days: Days) -> int:
    """Count the days of a run that has an end; none if it ends before it begins."""
    return max(((days.until or date.max) - days.since).days, 0)


def counted_once(runs: Iterable[Days]) -> int:
    """Count the days that lie in any of the runs."""
    return sum(map(length, merged(sorted(runs, key=attrgetter("since")))))
