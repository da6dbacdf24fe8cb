"""The values that a titration chart shows: the input of the drawing."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from titration.rules import Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is recorded and drawn, with the name of its row, such as ``step-12``.

    ``says`` is what is told of it on one day, on one line; ``title`` tells the rest.
    """

    title: str
    row: str
    says: str


@dataclass(frozen=True, slots=True)
class DrawnStep(Drawn):
    """A dose step on the line: its days, and the total per day in mg."""

    days: Days
    total_mg: Decimal


@dataclass(frozen=True, slots=True)
class DrawnGap(Drawn):
    """Days on which something was taken that no daily total tells: a gap in the line, in words."""

    days: Days


@dataclass(frozen=True, slots=True)
class DrawnStretch:
    """The days on which a side effect had one severity; without an end while it lasts."""

    days: Days
    severity: str


@dataclass(frozen=True, slots=True)
class DrawnEffect(Drawn):
    """A side effect: a bar in the lane of each severity it had, with an arrow while it lasts.

    ``uncertain`` are the days on one of which it began, where the day itself is not known.
    ``detail`` is written after its name where there is room: ``since about Jul-2026``.
    """

    stretches: tuple[DrawnStretch, ...]
    uncertain: Days | None = None
    detail: str = ""

    @property
    def is_open(self) -> bool:
        """True while it lasts."""
        return self.stretches[-1].days.until is None


@dataclass(frozen=True, slots=True)
class DrawnTreatment(Drawn):
    """Another treatment: a bar in the row named ``lane``, with an arrow while it goes on.

    ``uncertain`` are the days on one of which it began, where the day itself is not known.
    """

    days: Days
    lane: str
    uncertain: Days | None = None


@dataclass(frozen=True, slots=True)
class DrawnRating(Drawn):
    """One rating on the panel of its measure."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class DrawnMeasure:
    """The panel of one measure, from ``low`` to ``high``; its ratings earliest first.

    ``scale`` says in words what the two ends are and which is better.
    """

    name: str
    scale: str
    low: Decimal
    high: Decimal
    ratings: tuple[DrawnRating, ...]


@dataclass(frozen=True, slots=True)
class RowLinks:
    """Where rows are: ``listed`` on the page, or on the page that shows all of their list.

    ``keeps`` are the parameters of the page's address that such a link keeps.
    """

    listed: AbstractSet[str] = frozenset()
    keeps: str = ""

    def to(self, row: str) -> str:
        """Return the address of a row."""
        return f"#{row}" if row in self.listed else f"?{self.keeps}row={row}#{row}"


@dataclass(frozen=True, slots=True)
class Picture:
    """One patient's chart between two dates.

    ``last`` is ``today``, or the first day of the last planned step. ``compared`` are the days
    on which the dose is compared with the article, ``low_mg`` and ``high_mg`` its usual totals
    per day, by arithmetic. ``today`` is the day on which care ended, where ``care_ended``.
    ``intended`` is what was planned up to today and not taken so.
    """

    first: date
    last: date
    today: date
    steps: tuple[DrawnStep, ...]
    effects: tuple[DrawnEffect, ...]
    histories: tuple[str, ...]
    compared: Days
    low_mg: Decimal
    high_mg: Decimal
    treatments: tuple[DrawnTreatment, ...] = ()
    measures: tuple[DrawnMeasure, ...] = ()
    gaps: tuple[DrawnGap, ...] = ()
    intended: tuple[DrawnStep, ...] = ()
    care_ended: bool = False
    links: RowLinks = RowLinks()

    @property
    def is_planned_ahead(self) -> bool:
        """True if a step begins after today."""
        return self.last > self.today
