"""The values that a titration chart shows: the input of the drawing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from titration.rules import Days


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A dose step on the line: its days, the total per day in mg, and its point's link."""

    days: Days
    total_mg: Decimal
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DrawnGap:
    """Days on which something was taken that no daily total tells: a gap in the line, in words."""

    days: Days
    words: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DrawnStretch:
    """The days on which a side effect had one severity; without an end while it lasts."""

    days: Days
    severity: str


@dataclass(frozen=True, slots=True)
class DrawnEffect:
    """A side effect: a bar in the lane of each severity it had, with an arrow while it lasts.

    ``uncertain`` are the days on one of which it began, where the day itself is not known.
    """

    stretches: tuple[DrawnStretch, ...]
    title: str
    href: str
    uncertain: Days | None = None


@dataclass(frozen=True, slots=True)
class DrawnTreatment:
    """Another treatment in the lane of its kind: a bar, with an arrow while it goes on.

    ``uncertain`` are the days on one of which it began, where the day itself is not known.
    """

    days: Days
    kind: str
    title: str
    href: str
    uncertain: Days | None = None


@dataclass(frozen=True, slots=True)
class DrawnRating:
    """One rating on the panel of its measure."""

    on: date
    value: Decimal
    title: str
    href: str


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
class Picture:
    """One patient's chart between two dates.

    ``compared`` are the days on which the dose is compared with the article,
    ``low_mg`` and ``high_mg`` its usual totals per day, by arithmetic. ``today`` is the day on
    which care ended, where ``care_ended``.
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
    band_label: str
    treatments: tuple[DrawnTreatment, ...] = ()
    measures: tuple[DrawnMeasure, ...] = ()
    gaps: tuple[DrawnGap, ...] = ()
    care_ended: bool = False
