"""Makes entries from JSON, as PostgreSQL writes the columns of their tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

from patients.days import Day, day_of_iso
from patients.models import Status
from titration.reading.rows import R, RecordedEntry


def or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a reader that passes ``None`` through."""

    def read_if_there(value: Any) -> Any:
        return None if value is None else read(value)

    return read_if_there


def amounts(values: Iterable[Any]) -> tuple[Decimal, ...]:
    """Read the amounts of one day, in mg."""
    return tuple(map(Decimal, values))


# How the types that JSON lacks are read; values of other types are taken as they are.
READERS: dict[Any, Callable[[Any], Any]] = {
    date: date.fromisoformat,
    date | None: or_none(date.fromisoformat),
    Day: day_of_iso,
    Day | None: or_none(day_of_iso),
    datetime: datetime.fromisoformat,
    datetime | None: or_none(datetime.fromisoformat),
    Decimal: Decimal,
    Decimal | None: or_none(Decimal),
    tuple[Decimal, ...]: amounts,
    tuple[str, ...]: tuple,
}


@cache
def readers_of(kind: type[RecordedEntry]) -> dict[str, Callable[[Any], Any] | None]:
    """Return the reader of each column of a kind, by name; ``None`` for one taken as it is.

    A value with a default is no column.
    """
    hints = get_type_hints(kind)
    columns = [field.name for field in fields(kind) if field.default is MISSING]
    return {name: READERS.get(hints[name]) for name in columns}


def row_of(kind: type[R], told: Mapping[str, Any]) -> R:
    """Make a row of one kind from the columns of its table."""
    # mypy takes the hash of a row for that of its class.
    columns = readers_of(kind)  # type: ignore[arg-type]
    values = {
        name: reader(told[name]) if reader else told[name] for name, reader in columns.items()
    }
    return kind(**values)


def as_known(row: R, instant: datetime) -> R:
    """Return a row as it was known at an instant: without a marking made later."""
    if row.marked_at is None or row.marked_at <= instant:
        return row
    return replace(row, status=Status.LIVE, marked_by_id=None, marked_at=None, marked_reason="")
