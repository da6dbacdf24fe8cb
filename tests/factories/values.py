"""Read dates and amounts as a test writes them."""

from datetime import date
from decimal import Decimal
from itertools import count

from patients.days import Day as ToldDay
from patients.days import day_of_iso

Day = date | str

numbers = count(1)  # numbers that make each invented row's name unique


def on(day: Day) -> date:
    """Return the date of ``on("2026-01-05")``; a date is returned as it is."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def on_or_none(day: Day | None) -> date | None:
    """Do the same; ``None`` stays ``None``."""
    return None if day is None else on(day)


def told_or_none(day: ToldDay | str | None) -> ToldDay | None:
    """Read ``"2026-01-05"``, ``"2026-01"`` or ``"2026"``; a day and ``None`` stay as they are."""
    return day_of_iso(day) if isinstance(day, str) else day


def amounts(text: str) -> list[Decimal]:
    """Read the amounts of one day in mg: ``"10x3"``, or ``"5 5 10"``; ``""`` means none."""
    amount, _, times = text.partition("x")
    return [Decimal(amount)] * int(times) if times else [Decimal(one) for one in text.split()]
