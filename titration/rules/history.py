"""What the rules read: one patient's history as plain values.

Nothing here knows of Django, of a clock or of a database. Amounts are mg as
``Decimal``; dates are calendar dates of care in the clinic's time zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Phase = Literal["initiation", "maintenance", "taper", "stopped"]
Severity = Literal["mild", "moderate", "severe"]
Answer = Literal["present", "absent", "not asked"]
Better = Literal["lower", "higher"]

# What these are rated on, and which end is better. Any other measure is a
# scale's named total, which says its own direction.
BETTER: Mapping[str, Better] = {
    "spasm": "lower",
    "pain": "lower",
    "mobility": "higher",
    "daily function": "higher",
    "sleep": "higher",
    "mood": "higher",
    "CGI severity": "lower",
    "CGI improvement": "lower",
}
# The lowest and the highest value of each: numeric ratings from 0 to 10, and the
# whole numbers from 1 to 7 of the Clinical Global Impressions.
RANGES: Mapping[str, tuple[int, int]] = {
    measure: (1, 7) if measure.startswith("CGI") else (0, 10) for measure in BETTER
}
INTRATHECAL = "intrathecal baclofen"
TREATMENT_KINDS = (
    "physical therapy",
    "occupational therapy",
    "botulinum toxin",
    "other medicine",
    "surgery",
    INTRATHECAL,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something recorded. ``id`` names the entry it stands in, for whoever shows it."""

    id: int | None = field(default=None, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Birth(Fact):
    """The birth date, or that none is recorded."""

    on: date | None


@dataclass(frozen=True, slots=True)
class Precaution(Fact):
    """What is recorded of one history, or that nobody has asked."""

    condition: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Step(Fact):
    """One oral regimen, held from ``starts_on`` until the next step starts.

    ``doses_mg`` are the amounts of one day in order, in mg; empty means that
    baclofen is not being taken, exactly when ``phase`` is ``stopped``.
    """

    starts_on: date
    doses_mg: tuple[Decimal, ...]
    phase: Phase
    already_taking: bool = False


@dataclass(frozen=True, slots=True)
class Effect(Fact):
    """One side effect. Both ends count: resolved on the 9th, it held on the 9th."""

    term: str
    severity: Severity
    onset_on: date
    resolved_on: date | None = None
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Check(Fact):
    """Side effects were asked about on this day, and none was reported."""

    on: date


@dataclass(frozen=True, slots=True)
class Rating(Fact):
    """One value on one measure; it tells of the regimen held on the day before ``on``."""

    measure: str
    value: Decimal
    on: date
    better: Better


@dataclass(frozen=True, slots=True)
class Treatment(Fact):
    """Another treatment, both ends counted; only intrathecal baclofen has mcg per day."""

    kind: str
    from_on: date
    until_on: date | None = None
    mcg_per_day: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Review(Fact):
    """A review, and the date by which the clinic meant to hold the next one, if it said so."""

    on: date
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything recorded about one patient that a rule may read, entries in error left out.

    ``steps`` have distinct start dates, in any order. A history of a condition
    missing from ``precautions`` has not been asked about. ``ratings`` and
    ``reviews`` stand in the order in which they were recorded: of two of one
    measure on one day, or two reviews on one day, the later recorded counts.
    """

    born_on: date | None = None
    steps: tuple[Step, ...] = ()
    side_effects: tuple[Effect, ...] = ()
    precautions: Mapping[str, Answer] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    ratings: tuple[Rating, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    reviews: tuple[Review, ...] = ()
