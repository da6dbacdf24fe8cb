"""Dates and amounts as a test writes them."""

from datetime import date
from decimal import Decimal
from itertools import count

Day = date | str

numbers = count(1)  # what tells one invented row from the next


def on(day: Day) -> date:
    """``on("2026-01-05")``; a date stays what it is."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def on_or_none(day: Day | None) -> date | None:
    """The same, where there may be no date."""
    return None if day is None else on(day)


def amounts(text: str) -> list[Decimal]:
    """The amounts of one day in mg: ``"10x3"``, or one by one ``"5 5 10"``; none is ``""``."""
    amount, _, times = text.partition("x")
    return [Decimal(amount)] * int(times) if times else [Decimal(one) for one in text.split()]
