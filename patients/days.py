"""Calendar days of care, exact or told as a month or a year. Standard library only."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self, TypeAlias

ISO_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class InexactDay(NamedTuple):
    """A day of which only the month or the year is known: one from ``first`` to ``last``."""

    first: date
    last: date

    @classmethod
    def in_year(cls, year: int) -> Self:
        """Some day of a year. Raises ``ValueError`` if Python's calendar lacks it."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def in_month(cls, year: int, month: int) -> Self:
        """Some day of a month. Raises ``ValueError`` if there is none."""
        first = date(year, month, 1)
        return cls(first, first.replace(day=monthrange(year, month)[1]))

    @property
    def is_in_one_month(self) -> bool:
        """True if the month is known too."""
        return self.first.month == self.last.month


# Wherever a day may be inexact; an exact one is a plain date.
Day: TypeAlias = date | InexactDay


def is_inexact(day: Day) -> bool:
    """True if only the month or the year of a day is known."""
    return isinstance(day, InexactDay)


def first_of(day: Day) -> date:
    """The first date that a day may be."""
    return day.first if isinstance(day, InexactDay) else day


def last_of(day: Day) -> date:
    """The last date that a day may be."""
    return day.last if isinstance(day, InexactDay) else day


@lru_cache(maxsize=16384)
def day_text(day: Day) -> str:
    """``06-Nov-2025``, ``Nov-2025``, ``2025``: a day as it was told.

    No reader takes a day for a month. Cached: a chart writes some 200.
    """
    if isinstance(day, InexactDay):
        return f"{day.first:%b-%Y}" if day.is_in_one_month else f"{day.first:%Y}"
    return f"{day:%d-%b-%Y}"


def iso_text(day: Day) -> str:
    """``2025-11-06``, ``2025-11``, ``2025``: a day as FHIR R4 writes a ``date``."""
    if isinstance(day, InexactDay):
        return day.first.isoformat()[: len("2025-11") if day.is_in_one_month else len("2025")]
    return day.isoformat()


def day_of_iso(text: str) -> Day:
    """Read what ``iso_text`` writes. Raises ``ValueError`` for any other text."""
    parts = ISO_DAY.fullmatch(text)
    if not parts:
        raise ValueError(f"{text!r} is not a day, a month or a year")
    year, month, day = parts.groups()
    if month is None:
        return InexactDay.in_year(int(year))
    if day is None:
        return InexactDay.in_month(int(year), int(month))
    return date(int(year), int(month), int(day))
