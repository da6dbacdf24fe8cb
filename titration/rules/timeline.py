"""A history laid out in days, ready for the rules: which regimen held when, and at what age."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from titration.rules.history import History, Step

ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``since`` until the day before ``until``; ``None`` has no end."""

    since: date
    until: date | None

    def __bool__(self) -> bool:
        return self.until is None or self.since < self.until

    def holds(self, day: date) -> bool:
        """Whether a day lies among them."""
        return self.since <= day and (self.until is None or day < self.until)

    def within(self, other: "Days") -> "Days":
        """The days that lie in both; false where there are none."""
        ends = [day for day in (self.until, other.until) if day is not None]
        return Days(max(self.since, other.since), min(ends, default=None))


ALWAYS = Days(date.min, None)
NEVER = Days(date.max, date.max)


@dataclass(frozen=True, slots=True)
class Held:
    """A step, the days on which its regimen held, and whether it began a course."""

    step: Step
    days: Days
    begins_course: bool


@dataclass(frozen=True, slots=True)
class Regimen:
    """The same amounts a day, in mg, over all the days on which nothing else was taken."""

    doses_mg: tuple[Decimal, ...]
    days: Days


@dataclass(frozen=True, slots=True)
class Timeline:
    """A history by days.

    ``taking`` are the runs of days with a non-empty regimen. ``adult`` are the
    days on which comparisons with the adult dose are made, ``not_adult`` all
    the others: those before the 18th birthday, or all where it is unknown.
    """

    history: History
    held: tuple[Held, ...]
    taking: tuple[Days, ...]
    adult: Days
    not_adult: Days

    @classmethod
    def of(cls, history: History) -> Self:
        """Lay out a history, whatever the order of its steps, in O(n log n)."""
        held = tuple(holdings(history))
        taking = tuple(merged([one.days for one in held if one.step.doses_mg]))
        adult_on = history.born_on and birthday(history.born_on, ADULT_AGE)
        if adult_on is None:
            return cls(history, held, taking, adult=NEVER, not_adult=ALWAYS)
        return cls(history, held, taking, Days(adult_on, None), Days(date.min, adult_on))

    def held_on(self, day: date) -> Held | None:
        """The step that holds on a day, if one does."""
        return next((held for held in self.held if held.days.holds(day)), None)

    def regimens(self) -> tuple[Regimen, ...]:
        """What was taken when, earliest first; a step that only changes the phase joins on."""
        found: list[Regimen] = []
        for held in self.held:
            if found and found[-1].doses_mg == held.step.doses_mg:
                found[-1] = Regimen(found[-1].doses_mg, Days(found[-1].days.since, held.days.until))
            else:
                found.append(Regimen(held.step.doses_mg, held.days))
        return tuple(found)


def holdings(history: History) -> Iterator[Held]:
    """Each step in order of its start, with the days until the next step starts."""
    steps = sorted(history.steps, key=lambda step: step.starts_on)
    before: Step | None = None
    ends: list[date | None] = [step.starts_on for step in steps[1:]]
    for step, until in zip(steps, [*ends, None], strict=False):
        first = bool(step.doses_mg) and (before is None or not before.doses_mg)
        yield Held(step, Days(step.starts_on, until), begins_course=first)
        before = step


def merged(runs: list[Days]) -> Iterator[Days]:
    """Join runs of days that follow one another without a gap. They come in order."""
    current: Days | None = None
    for run in runs:
        if current is not None and current.until == run.since:
            current = Days(current.since, run.until)
            continue
        if current is not None:
            yield current
        current = run
    if current is not None:
        yield current


def birthday(born_on: date, age: int) -> date | None:
    """The day an age is reached; 29 February counts as 1 March in other years.

    ``None`` where it lies beyond the calendar.
    """
    year = born_on.year + age
    if year > date.max.year:
        return None
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def day_after(day: date) -> date | None:
    """The next day, or ``None`` after the calendar's last."""
    return None if day == date.max else day + timedelta(days=1)
