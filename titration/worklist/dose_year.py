"""The dose of twelve months as a small line, beside the dose of today."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

WIDTH, HEIGHT, INSET = 84, 24, 3  # of the line, in px
DAYS = 366


def line(doses: Mapping[str, str | None], today: date) -> str:
    """Return the path of a step line, broken where no total is known; empty without a dose.

    ``doses`` are totals in mg by their first days; those of planned steps are left out.
    """
    begun = sorted((date.fromisoformat(day), told) for day, told in doses.items())
    begun = [(day, told) for day, told in begun if day <= today]
    highest = max((Decimal(told) for _, told in begun if told), default=Decimal(0))
    if not highest:
        return ""
    first = today - timedelta(days=DAYS)
    parts: list[str] = []
    is_broken = True
    ends = [*(day for day, _ in begun[1:]), today]
    for (day, told), end in zip(begun, ends, strict=True):
        if end < first and end != today:
            continue
        left, right = (across(max(each, first), first) for each in (day, end))
        if told is not None:
            down = INSET + int((HEIGHT - 2 * INSET) * (1 - Decimal(told) / highest))
            parts.append(f"M{left} {down}H{right}" if is_broken else f"V{down}H{right}")
        is_broken = told is None
    return "".join(parts)


def across(day: date, first: date) -> int:
    """Return the x of a day."""
    return INSET + (WIDTH - 2 * INSET) * (day - first).days // DAYS
