"""The events of which an invented patient’s story is made: plain values, no database.

Days are counted from the day of loading: -30 is thirty days before it, 1 the
day after. A regimen is written ``"10x3"`` for 10 mg three times a day, or
``"5+5+10"`` for unequal amounts in their order; ``""`` is not taking baclofen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from patients.models import Answer, Cause, Condition, Distribution
from titration.record.dose_steps.models import Phase, Reason
from titration.record.ratings.models import Direction
from titration.record.reporter import Reporter
from titration.record.side_effects.models import ActionTaken

NOT_ASKED: Mapping[str, str] = {}
ALL_ABSENT: Mapping[str, str] = dict.fromkeys(Condition.values, Answer.ABSENT)


def present(*conditions: str) -> dict[str, str]:
    """Return the answers of a patient with a history of these conditions and no other."""
    return {**ALL_ABSENT, **dict.fromkeys(conditions, Answer.PRESENT)}


@dataclass(frozen=True)
class Age:
    """Completed years of life, and days since that birthday; negative if it is still to come."""

    years: int
    days: int = 100

    def born_on(self, today: date) -> date:
        """Return the birth date; 29 February becomes 1 March in a year without it."""
        birthday = today - timedelta(days=self.days)
        year = birthday.year - self.years
        try:
            return birthday.replace(year=year)
        except ValueError:
            return date(year, 3, 1)


@dataclass(frozen=True)
class DystoniaKind:
    """A dystonia: distribution, site, cause, and for how many years."""

    distribution: str
    cause: str = Cause.UNKNOWN
    years: int | None = None
    site: str = ""


def focal(site: str, cause: str = Cause.UNKNOWN, years: int | None = None) -> DystoniaKind:
    """A focal dystonia of one site."""
    return DystoniaKind(Distribution.FOCAL, cause, years, site)


@dataclass(frozen=True)
class Dosed:
    """A regimen held from a day on."""

    day: int
    regimen: str
    phase: str = Phase.INITIATION
    reason: str = Reason.MORE_EFFECT
    note: str = ""
    already_taking: bool = False

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
class Reported:
    """A side effect as reported: on ``told_on``, or two days after its onset."""

    term: str
    severity: str
    since: int
    until: int | None = None
    told_on: int | None = None
    told_by: str = Reporter.PATIENT
    done: str = ActionTaken.NOTHING
    note: str = ""

    @property
    def reported(self) -> int:
        """The day on which it was reported."""
        return min(self.since + 2, 0) if self.told_on is None else self.told_on


@dataclass(frozen=True)
class Update:
    """A later fact about a side effect, which supersedes what was known."""

    before: "Reported | Update"
    known: Reported


def became(severity: str, before: Reported | Update, told_on: int) -> Update:
    """Return the update by which the effect has another severity."""
    known = before.known if isinstance(before, Update) else before
    return Update(before, replace(known, severity=severity, told_on=told_on))


def ended(before: Reported | Update, on: int) -> Update:
    """Return the update by which the effect has resolved, reported on the same day."""
    known = before.known if isinstance(before, Update) else before
    return Update(before, replace(known, until=on, told_on=on))


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
class Treated:
    """Another treatment from one day until another, or still going on."""

    kind: str
    since: int
    until: int | None = None
    mcg: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Ended:
    """A treatment that was recorded while it went on, and ended on a day."""

    treated: Treated
    on: int


@dataclass(frozen=True)
class Reviewed:
    """A review, and the day by which the next one is due, if one was set."""

    day: int
    due: int | None = None
    note: str = ""


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
    | Update
    | Asked
    | Rated
    | Total
    | Treated
    | Ended
    | Reviewed
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
