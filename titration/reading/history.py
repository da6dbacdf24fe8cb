"""From rows to what the rules read."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, cast

from titration.rules import Answer, Effect, History, Phase, Severity, Step, better_end, history


class Row(Protocol):
    """An entry, as a model or as a row of values."""

    @property
    def pk(self) -> int: ...


class StepRow(Row, Protocol):
    """A dose step."""

    @property
    def starts_on(self) -> date: ...

    @property
    def doses_mg(self) -> Sequence[Decimal]: ...

    @property
    def phase(self) -> str: ...

    @property
    def already_taking(self) -> bool: ...


class EffectRow(Row, Protocol):
    """A side effect."""

    @property
    def term(self) -> str: ...

    @property
    def severity(self) -> str: ...

    @property
    def onset_on(self) -> date: ...

    @property
    def resolved_on(self) -> date | None: ...

    @property
    def reported_on(self) -> date | None: ...


class CheckRow(Row, Protocol):
    """A day on which side effects were asked about, and none was reported."""

    @property
    def asked_on(self) -> date: ...


class RatingRow(Row, Protocol):
    """A rating."""

    @property
    def measure(self) -> str: ...

    @property
    def value(self) -> Decimal: ...

    @property
    def rated_on(self) -> date: ...

    @property
    def better(self) -> str: ...


class TreatmentRow(Row, Protocol):
    """Another treatment."""

    @property
    def kind(self) -> str: ...

    @property
    def from_on(self) -> date: ...

    @property
    def until_on(self) -> date | None: ...

    @property
    def mcg_per_day(self) -> Decimal | None: ...


class ReviewRow(Row, Protocol):
    """A review."""

    @property
    def reviewed_on(self) -> date: ...

    @property
    def next_on(self) -> date | None: ...


def history_from(
    born_on: date | None,
    steps: Iterable[StepRow],
    effects: Iterable[EffectRow],
    answers: dict[str, str],
    *,
    checks: Iterable[CheckRow] = (),
    ratings: Iterable[RatingRow] = (),
    treatments: Iterable[TreatmentRow] = (),
    reviews: Iterable[ReviewRow] = (),
) -> History:
    """A history for the rules, from rows that count and answers by condition.

    ``ratings`` and ``reviews`` come in the order in which they were recorded.
    """
    return History(
        born_on=born_on,
        steps=tuple(map(step, steps)),
        side_effects=tuple(map(effect, effects)),
        precautions=cast(dict[str, Answer], answers),
        checks=tuple(history.Check(row.asked_on, id=row.pk) for row in checks),
        ratings=tuple(map(rating, ratings)),
        treatments=tuple(map(treatment, treatments)),
        reviews=tuple(history.Review(row.reviewed_on, row.next_on, id=row.pk) for row in reviews),
    )


def step(row: StepRow) -> Step:
    """A dose step as the rules read it."""
    doses_mg = tuple(row.doses_mg)
    return Step(row.starts_on, doses_mg, cast(Phase, row.phase), row.already_taking, id=row.pk)


def effect(row: EffectRow) -> Effect:
    """A side effect as the rules read it."""
    days = row.onset_on, row.resolved_on, row.reported_on
    return Effect(row.term, cast(Severity, row.severity), *days, id=row.pk)


def rating(row: RatingRow) -> history.Rating:
    """A rating as the rules read it."""
    better = better_end(row.measure, row.better)
    return history.Rating(row.measure, row.value, row.rated_on, better, id=row.pk)


def treatment(row: TreatmentRow) -> history.Treatment:
    """Another treatment as the rules read it."""
    return history.Treatment(row.kind, row.from_on, row.until_on, row.mcg_per_day, id=row.pk)
