"""Read dates and amounts as a test writes them."""

from datetime import date
from decimal import Decimal
from itertools import count

from patients import days

Day = date | days.InexactDay | str

numbers = count(1)  # numbers that make each invented row's name unique


def on(day: Day) -> date:
    """Return the date of ``on("2026-01-05")``; a date as it is, of a month or year the first."""
    return date.fromisoformat(day) if isinstance(day, str) else days.first_of(day)


def day_told(day: Day) -> days.Day:
    """Do the same; ``"2026-01"`` and ``"2026"`` are a day of that month or year."""
    return days.day_of_iso(day) if isinstance(day, str) else day


def on_or_none(day: Day | None) -> date | None:
    """Do the same; ``None`` stays ``None``."""
    return None if day is None else on(day)


def told_or_none(day: Day | None) -> days.Day | None:
    """Read a day that may be inexact, as ``day_told`` does; ``None`` stays ``None``."""
    return None if day is None else day_told(day)


def amounts(text: str) -> list[Decimal]:
    """Read the amounts of one day in mg: ``"10x3"``, or ``"5 5 10"``; ``""`` means none."""
    amount, _, times = text.partition("x")
    return [Decimal(amount)] * int(times) if times else [Decimal(one) for one in text.split()]
