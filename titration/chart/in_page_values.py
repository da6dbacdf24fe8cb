"""The initial values of a form hidden in a page, for the script that shows it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from patients.days import day_text
from titration.rules import number


def filled(values: Mapping[str, Any]) -> str:
    """Write fields' values as they are typed, as a query: JSON has more to escape."""
    return urlencode({name: as_text(value) for name, value in values.items()})


def as_text(value: Any) -> str:
    """Write one value as an author would type it."""
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    return str(value)
