"""What the rules read: one patient's history as plain values.

Nothing here knows of Django, of a clock or of a database. Amounts are mg as
``Decimal``; dates are calendar dates of care in the clinic's time zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from patients.days import Day
from titration.rules.amounts import regimen_text, total_mg
from titration.rules.measures import Better

Phase = Literal["initiation", "maintenance", "taper", "stopped"]
Severity = Literal["mild", "moderate", "severe"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the mildest first
ContactOutcome = Literal["reached", "not reached", "declined"]
Answer = Literal["present", "absent", "not asked"]

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
    """Something recorded. ``id`` is that of its entry, for a page to link to."""

    id: int | None = field(default=None, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Birth(Fact):
    """The birth date, or that none is recorded."""

    on: Day | None


@dataclass(frozen=True, slots=True)
class PrecautionFact(Fact):
    """The recorded answer about one history, or that it was not asked about."""

    condition: str
    answer: Answer


class Regimen(NamedTuple):
    """What is taken: the amounts of one day in mg, or words that tell it; neither if nothing is."""

    doses_mg: tuple[Decimal, ...]
    in_words: str = ""

    @property
    def is_taken(self) -> bool:
        """True if it is not a stop."""
        return bool(self.doses_mg or self.in_words)

    @property
    def total_mg(self) -> Decimal:
        """The sum of the day's amounts, in mg; zero for none."""
        return total_mg(self.doses_mg)

    @property
    def text(self) -> str:
        """``10 mg three times a day``, ``5 mg every other day``; ``Stopped`` for neither."""
        return self.in_words or regimen_text(self.doses_mg)


@dataclass(frozen=True, slots=True)
class Step(Fact):
    """One oral regimen, held from ``starts_on`` until the next step starts.

    ``doses_mg`` are the amounts of one day in order, in mg. A regimen that daily amounts
    do not tell is ``in_words`` instead: ``5 mg every other day``. Neither means that
    baclofen is not being taken, exactly when ``phase`` is ``stopped``.
    """

    starts_on: date
    doses_mg: tuple[Decimal, ...]
    phase: Phase
    already_taking: bool = False
    in_words: str = ""

    @property
    def regimen(self) -> "Regimen":
        """What is taken."""
        return Regimen(self.doses_mg, self.in_words)


@dataclass(frozen=True, slots=True)
class StepAhead(Step):
    """A step of a plan. It always lies ahead: what was taken is told by steps."""


@dataclass(frozen=True, slots=True)
class EffectChange(Fact):
    """From ``on`` a side effect has another severity; ``None``: ``on`` is its last day."""

    on: date
    severity: Severity | None
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Effect(Fact):
    """One side effect. Both ends count: resolved on the 9th, it held on the 9th.

    ``severity`` holds from the onset until the first of ``changes``, which are in order
    of their days. It resolved on ``resolved_on``, or as the last of the changes says.
    """

    term: str
    severity: Severity
    onset_on: Day
    resolved_on: date | None = None
    reported_on: date | None = None
    changes: tuple[EffectChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Check(Fact):
    """Side effects were asked about on this day, and none was reported."""

    on: date


@dataclass(frozen=True, slots=True)
class RatingFact(Fact):
    """One value on one measure; it belongs to the regimen held on the day before ``on``."""

    measure: str
    value: Decimal
    on: date
    better: Better


@dataclass(frozen=True, slots=True)
class RateChange(Fact):
    """From ``on`` a pump gives another amount of intrathecal baclofen, in mcg per day."""

    on: date
    mcg_per_day: Decimal


@dataclass(frozen=True, slots=True)
class TreatmentFact(Fact):
    """Another treatment, both ends counted; only intrathecal baclofen has mcg per day.

    ``mcg_per_day`` holds until the first of ``changes``, which are in order of their days.
    """

    kind: str
    from_on: Day
    until_on: date | None = None
    mcg_per_day: Decimal | None = None
    changes: tuple[RateChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewFact(Fact):
    """A review, and the date by which the clinic meant to hold the next one, if it said so."""

    on: date
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactFact(Fact):
    """A call or a visit that the clinic tried, and the day planned for the next call, if any."""

    on: date
    outcome: ContactOutcome
    again_on: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything recorded about one patient that a rule may read, entries in error left out.

    ``steps`` have distinct start dates, in any order. A condition that is missing from
    ``precautions`` has not been asked about. ``ratings``, ``reviews`` and
    ``contacts`` stand in the order in which they were recorded: of two ratings of one
    measure on one day, two reviews or two contacts on one day, the one recorded later counts.
    """

    born_on: Day | None = None
    steps: tuple[Step, ...] = ()
    side_effects: tuple[Effect, ...] = ()
    precautions: Mapping[str, Answer] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    ratings: tuple[RatingFact, ...] = ()
    treatments: tuple[TreatmentFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    contacts: tuple[ContactFact, ...] = ()
