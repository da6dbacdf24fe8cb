"""Entries as plain values, made from the JSON in which the database answers.

It gives arrays: the order of the names here is that of the function
``titration_recorded``, in the latest migration that names it. What every entry has
comes first and stands in each kind, for named tuples inherit no names.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, get_type_hints


class RecordedStep(NamedTuple):
    """A dose step that is live or was entered in error; ``doses_mg`` in mg."""

    pk: int
    status: str
    marked_reason: str
    recorded_by_id: int
    recorded_by: str
    marked_by: str
    marked_on: date | None
    starts_on: date
    doses_mg: tuple[Decimal, ...]
    phase: str
    reason: str
    note: str
    already_taking: bool


class RecordedEffect(NamedTuple):
    """A side effect that is live or was entered in error."""

    pk: int
    status: str
    marked_reason: str
    recorded_by_id: int
    recorded_by: str
    marked_by: str
    marked_on: date | None
    term: str
    severity: str
    onset_on: date
    resolved_on: date | None
    reported_on: date
    reported_by: str
    action_taken: str
    note: str


class RecordedCheck(NamedTuple):
    """A day on which side effects were asked about and none was reported, as it counts."""

    pk: int
    asked_on: date


class RecordedRating(NamedTuple):
    """A rating that is live or was entered in error; a named total has its range."""

    pk: int
    status: str
    marked_reason: str
    recorded_by_id: int
    recorded_by: str
    marked_by: str
    marked_on: date | None
    measure: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    better: str
    rated_on: date
    rater: str


class RecordedTreatment(NamedTuple):
    """Another treatment that is live or was entered in error."""

    pk: int
    status: str
    marked_reason: str
    recorded_by_id: int
    recorded_by: str
    marked_by: str
    marked_on: date | None
    kind: str
    from_on: date
    until_on: date | None
    mcg_per_day: Decimal | None
    detail: str


class RecordedReview(NamedTuple):
    """A review that is live or was entered in error."""

    pk: int
    status: str
    marked_reason: str
    recorded_by_id: int
    recorded_by: str
    marked_by: str
    marked_on: date | None
    reviewed_on: date
    next_on: date | None
    note: str


RecordedEntry = RecordedStep | RecordedEffect | RecordedRating | RecordedTreatment | RecordedReview
Row = TypeVar("Row", bound=RecordedEntry | RecordedCheck)


def day(text: str | None) -> date | None:
    """A date as JSON carries it, or nothing."""
    return None if text is None else date.fromisoformat(text)


def amount(text: str | None) -> Decimal | None:
    """A number as JSON carries it, or nothing."""
    return None if text is None else Decimal(text)


def amounts(texts: list[str]) -> tuple[Decimal, ...]:
    """Numbers as JSON carries them."""
    return tuple(map(Decimal, texts))


# What JSON has no type for, and how it is read; everything else is as it comes.
READERS: dict[Any, Callable[[Any], Any]] = {
    date: date.fromisoformat,
    date | None: day,
    Decimal: Decimal,
    Decimal | None: amount,
    tuple[Decimal, ...]: amounts,
}


def readers_of(kind: type[Any]) -> list[tuple[int, Callable[[Any], Any]]]:
    """Which values of a kind have to be read, by their place, and how."""
    places = enumerate(get_type_hints(kind).values())
    return [(place, READERS[hint]) for place, hint in places if hint in READERS]


KINDS: dict[type[Any], list[tuple[int, Callable[[Any], Any]]]] = {
    kind: readers_of(kind)
    for kind in (
        RecordedStep,
        RecordedEffect,
        RecordedCheck,
        RecordedRating,
        RecordedTreatment,
        RecordedReview,
    )
}


def rows_as(kind: type[Row], read: list[list[Any]]) -> list[Row]:
    """Rows of one kind, from arrays of their values in the order in which the kind names them."""
    for row in read:
        for place, reader in KINDS[kind]:
            row[place] = reader(row[place])
    return [kind(*row) for row in read]
