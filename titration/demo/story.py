"""The events of which an invented patient’s story is made: plain values, no database.

Days are counted from the day of loading: -30 is thirty days before it, 1 the
day after. A regimen is written ``"10x3"`` for 10 mg three times a day, or
``"5+5+10"`` for unequal amounts in their order; ``""`` is not taking baclofen, unless
it is told in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from titration.demo.person import Age, DystoniaKind
from titration.record.dose_steps.models import DecidedBy, Phase, Reason
from titration.record.ratings.models import Direction
from titration.record.reporter import Reporter
from titration.record.side_effects.models import ActionTaken


@dataclass(frozen=True)
class Dosed:
    """A regimen held from a day on: amounts, with times of day or without, or words."""

    day: int
    regimen: str
    phase: str = Phase.INITIATION
    reason: str = Reason.MORE_EFFECT
    note: str = ""
    already_taking: bool = False
    at: tuple[str, ...] = ()
    in_words: str = ""
    decided_by: str = DecidedBy.THIS_CLINIC
    years_before: int | None = None  # the year since which it was taken already

    @property
    def doses_mg(self) -> list[Decimal]:
        """The amounts of one day in order, in mg."""
        amount, times, count = self.regimen.partition("x")
        amounts = [amount] * int(count) if times else filter(None, self.regimen.split("+"))
        return [Decimal(amount) for amount in amounts]


def rise(
    *regimens: str, start: int, every: int = 7, first: str = Reason.STARTING, note: str = ""
) -> list[Dosed]:
    """Return steps of an initiation, ``every`` so many days; the first has reason and note."""
    days = range(start, start + every * len(regimens), every)
    steps = [Dosed(day, regimen) for day, regimen in zip(days, regimens, strict=True)]
    return [replace(steps[0], reason=first, note=note), *steps[1:]]


def hold(day: int, regimen: str, reason: str = "", note: str = "") -> Dosed:
    """Return a step of the maintenance."""
    return Dosed(day, regimen, Phase.MAINTENANCE, reason, note)


def taper(*regimens: str, start: int, every: int = 7) -> list[Dosed]:
    """Return steps of a taper, ``every`` so many days."""
    days = range(start, start + every * len(regimens), every)
    return [
        Dosed(day, regimen, Phase.TAPER, Reason.TAPER)
        for day, regimen in zip(days, regimens, strict=True)
    ]


def stop(day: int, reason: str = Reason.STOPPING, note: str = "") -> Dosed:
    """Return a step with which baclofen is stopped from a day on."""
    return Dosed(day, "", Phase.STOPPED, reason, note)


@dataclass(frozen=True)
class Became:
    """From a day on a side effect has another severity, or this day was its last.

    It is reported on that day, or on ``told_on``.
    """

    what: str
    on: int
    told_on: int | None = None
    told_by: str = Reporter.PATIENT
    done: str = ActionTaken.NOTHING
    note: str = ""

    @property
    def reported(self) -> int:
        """The day on which it was reported."""
        return self.on if self.told_on is None else self.told_on


@dataclass(frozen=True)
class Reported:
    """A side effect as reported: on ``told_on``, or two days after its onset; and its changes.

    ``in_month``: of the onset only the month is known.
    """

    term: str
    severity: str
    since: int
    until: int | None = None
    told_on: int | None = None
    told_by: str = Reporter.PATIENT
    done: str = ActionTaken.NOTHING
    note: str = ""
    in_month: bool = False
    changes: tuple[Became, ...] = ()

    @property
    def reported(self) -> int:
        """The day on which it was reported."""
        return min(self.since + 2, 0) if self.told_on is None else self.told_on


@dataclass(frozen=True)
class Asked:
    """Side effects were asked about on a day, and none was reported."""

    day: int


@dataclass(frozen=True)
class Rated:
    """Ratings of one day, by measure; the patient rated unless ``by`` says otherwise."""

    day: int
    values: Mapping[str, str]
    by: str = Reporter.PATIENT


@dataclass(frozen=True)
class Total:
    """The total of a named scale on a day, rated by the clinician."""

    day: int
    scale: str
    value: str
    high: str
    better: str = Direction.LOWER


@dataclass(frozen=True)
class Adjusted:
    """From a day on a treatment has another rate or detail; with neither, it was its last."""

    on: int
    mcg: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Treated:
    """Another treatment from one day until another, or still going on; and its changes."""

    kind: str
    since: int
    until: int | None = None
    mcg: str = ""
    detail: str = ""
    changes: tuple[Adjusted, ...] = ()


@dataclass(frozen=True)
class Reviewed:
    """A review, and the day by which the next one is due, if one was set."""

    day: int
    due: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Tried:
    """A contact that was tried on a day, and the day planned for the next call, if any."""

    day: int
    outcome: str
    again: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Noted:
    """A note to colleagues, left on a day."""

    day: int
    text: str


@dataclass(frozen=True)
class Planned:
    """A plan drafted on a day: steps of the maintenance, each with its times of day."""

    day: int
    steps: tuple[Dosed, ...]


@dataclass(frozen=True)
class NotTaken:
    """What was not taken as recorded, from one day until another or on one day alone."""

    what: str
    since: int
    until: int | None = None
    note: str = ""


@dataclass(frozen=True)
class CareEnded:
    """Care ended on a day; ``reopened`` is the day on which it began again, if it did."""

    day: int
    because: str
    note: str = ""
    reopened: int | None = None


@dataclass(frozen=True)
class Duplicated:
    """The patient turned out to be registered twice; ``of`` is the other record's number."""

    of: str
    why: str


@dataclass(frozen=True)
class Mistake:
    """An entry marked as entered in error, and what was recorded in its place, if anything."""

    entry: "Dosed | Reported | Asked | Treated | Reviewed"
    why: str
    instead: "Dosed | Reported | Treated | Reviewed | None" = None


@dataclass(frozen=True)
class Change:
    """What became known of a patient later: details by field, dystonia, histories."""

    details: Mapping[str, str | Age] = field(default_factory=dict)
    dystonia: DystoniaKind | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


Event = (
    Dosed
    | Reported
    | Asked
    | Rated
    | Total
    | Treated
    | Reviewed
    | Tried
    | Noted
    | Planned
    | NotTaken
    | CareEnded
    | Duplicated
    | Mistake
    | Change
)


@dataclass(frozen=True)
class Story:
    """One invented patient, and everything recorded in the order it was recorded."""

    record_number: str
    family_name: str
    given_name: str
    sex: str
    age: Age | None
    dystonia: DystoniaKind | None
    answers: Mapping[str, str]
    events: tuple[Event, ...] = ()
