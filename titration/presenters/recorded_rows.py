"""Entries as plain values, made from the JSON in which the database answers."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


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


def recorded_step(row: dict[str, Any]) -> RecordedStep:
    """A dose step from its JSON."""
    row["marked_on"] = day(row["marked_on"])
    row["starts_on"] = date.fromisoformat(row["starts_on"])
    row["doses_mg"] = tuple(map(Decimal, row["doses_mg"]))
    return RecordedStep(**row)


def recorded_effect(row: dict[str, Any]) -> RecordedEffect:
    """A side effect from its JSON."""
    row["marked_on"] = day(row["marked_on"])
    row["onset_on"] = date.fromisoformat(row["onset_on"])
    row["resolved_on"] = day(row["resolved_on"])
    row["reported_on"] = date.fromisoformat(row["reported_on"])
    return RecordedEffect(**row)


def recorded_rating(row: dict[str, Any]) -> RecordedRating:
    """A rating from its JSON."""
    del row["recorded_at"]
    for name in ("value", "low", "high"):
        row[name] = amount(row[name])
    return RecordedRating(**with_days(row, "rated_on"))


def recorded_treatment(row: dict[str, Any]) -> RecordedTreatment:
    """Another treatment from its JSON."""
    row["mcg_per_day"] = amount(row["mcg_per_day"])
    return RecordedTreatment(**with_days(row, "from_on", "until_on"))


def recorded_review(row: dict[str, Any]) -> RecordedReview:
    """A review from its JSON."""
    del row["recorded_at"]
    return RecordedReview(**with_days(row, "reviewed_on", "next_on"))


def with_days(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The row with its dates, that of a marking among them."""
    return row | {name: day(row[name]) for name in ("marked_on", *names)}


def amount(text: str | None) -> Decimal | None:
    """A number as JSON carries it, or nothing."""
    return None if text is None else Decimal(text)


def day(text: str | None) -> date | None:
    """A date as JSON carries it, or nothing."""
    return None if text is None else date.fromisoformat(text)
