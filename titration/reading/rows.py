"""Entries as plain values, as the rules and the pages read them.

The names are those of the tables' columns: ``titration/reading/recorded.sql`` gives
each row whole, and each class here takes from it what is shown or compared.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, cast, get_type_hints

from patients.days import Day, day_of_iso
from patients.models import Status, care_text
from titration.rules import (
    Check,
    Effect,
    Phase,
    RatingFact,
    ReviewFact,
    Severity,
    Step,
    TreatmentFact,
    better_end,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEntry:
    """The values that every entry has. ``marked_reason`` says why it was entered in error."""

    id: int
    status: str
    recorded_by_id: int
    recorded_at: datetime
    marked_by_id: int | None
    marked_at: datetime | None
    marked_reason: str

    @property
    def is_live(self) -> bool:
        """True if the entry counts."""
        return self.status == Status.LIVE

    @property
    def is_in_error(self) -> bool:
        """True if the entry was marked as entered in error."""
        return self.status == Status.ENTERED_IN_ERROR


R = TypeVar("R", bound=RecordedEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep(RecordedEntry):
    """A dose step; ``doses_mg`` in mg."""

    starts_on: date
    doses_mg: tuple[Decimal, ...]
    phase: str
    reason: str
    note: str
    already_taking: bool

    @property
    def fact(self) -> Step:
        """The step as the rules read it."""
        phase = cast(Phase, self.phase)
        return Step(self.starts_on, self.doses_mg, phase, self.already_taking, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEffect(RecordedEntry):
    """A side effect."""

    term: str
    severity: str
    onset_on: date
    resolved_on: date | None
    reported_on: date
    reported_by: str
    action_taken: str
    note: str

    @property
    def fact(self) -> Effect:
        """The side effect as the rules read it."""
        days = self.onset_on, self.resolved_on, self.reported_on
        return Effect(self.term, cast(Severity, self.severity), *days, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCheck(RecordedEntry):
    """A day on which side effects were asked about and none was reported."""

    asked_on: date

    @property
    def fact(self) -> Check:
        """The day as the rules read it."""
        return Check(self.asked_on, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRating(RecordedEntry):
    """A rating; a named total has its range."""

    measure: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    better: str
    rated_on: date
    rater: str

    @property
    def fact(self) -> RatingFact:
        """The rating as the rules read it."""
        better = better_end(self.measure, self.better)
        return RatingFact(self.measure, self.value, self.rated_on, better, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTreatment(RecordedEntry):
    """Another treatment; ``mcg_per_day`` is for intrathecal baclofen alone."""

    kind: str
    from_on: date
    until_on: date | None
    mcg_per_day: Decimal | None
    detail: str

    @property
    def fact(self) -> TreatmentFact:
        """The treatment as the rules read it."""
        return TreatmentFact(self.kind, self.from_on, self.until_on, self.mcg_per_day, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedIntake(RecordedEntry):
    """What was not taken as recorded; without ``until_on`` on one day."""

    what: str
    from_on: date
    until_on: date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReview(RecordedEntry):
    """A review."""

    reviewed_on: date
    next_on: date | None
    note: str

    @property
    def fact(self) -> ReviewFact:
        """The review as the rules read it."""
        return ReviewFact(self.reviewed_on, self.next_on, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCare(RecordedEntry):
    """A change of care; only an end has a reason.

    A duplicate has the other patient's id, and their record number as it is now.
    """

    state: str
    from_on: date
    reason: str
    note: str
    doubles_id: int | None
    doubles_number: str | None

    @property
    def words(self) -> str:
        """``Care ended 03-Mar-2026: died``."""
        return care_text(self.state, self.from_on, self.reason, self.doubles_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPrecaution(RecordedEntry):
    """An answer about a history that a source names for caution."""

    condition: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDystonia(RecordedEntry):
    """The dystonia by the axes of its body distribution."""

    distribution: str
    site: str


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
}


def readers_of(kind: type[RecordedEntry]) -> dict[str, Callable[[Any], Any] | None]:
    """Return the reader of each value of a kind, by name; ``None`` for one taken as it is."""
    hints = get_type_hints(kind)
    return {field.name: READERS.get(hints[field.name]) for field in fields(kind)}


READERS_BY_KIND: dict[type[Any], dict[str, Callable[[Any], Any] | None]] = {
    kind: readers_of(kind) for kind in RecordedEntry.__subclasses__()
}


def row_of(kind: type[R], told: Mapping[str, Any]) -> R:
    """Make a row of one kind from the columns of its table."""
    values = {
        name: reader(told[name]) if reader else told[name]
        for name, reader in READERS_BY_KIND[kind].items()
    }
    return kind(**values)


def as_known(row: R, instant: datetime) -> R:
    """Return a row as it was known at an instant: without a marking made later."""
    if row.marked_at is None or row.marked_at <= instant:
        return row
    return replace(row, status=Status.LIVE, marked_by_id=None, marked_at=None, marked_reason="")
