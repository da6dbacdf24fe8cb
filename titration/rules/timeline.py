"""A history laid out in days, ready for the rules: which regimen held when, and at what age."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
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


def holdings(history: History) -> Iterator[Held]:
    """Each step in order of its start, with the days until the next step starts."""
    steps = sorted(history.steps, key=lambda step: step.starts_on)
    before: Step | None = None
    for step, after in pairwise([*steps, None]):
        assert step is not None
        days = Days(step.starts_on, after.starts_on if after else None)
        first = bool(step.doses_mg) and (before is None or not before.doses_mg)
        yield Held(step, days, begins_course=first)
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
