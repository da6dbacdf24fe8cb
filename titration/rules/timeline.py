"""Lays a history out in days for the rules: which regimen held when, and at what age."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple, Self

from patients.days import last_of
from titration.rules.history import History, Regimen, Step

ADULT_AGE = 18
ONE_DAY = timedelta(days=1)


class Days(NamedTuple):
    """The days from ``since`` until the day before ``until``; ``None`` has no end."""

    since: date
    until: date | None

    def __bool__(self) -> bool:
        return self.until is None or self.since < self.until

    def holds(self, day: date) -> bool:
        """True if a day is one of them."""
        return self.since <= day and (self.until is None or day < self.until)

    def within(self, other: "Days") -> "Days":
        """Return the days that lie in both; they are false if there are none."""
        return Days(max(self.since, other.since), earlier(self.until, other.until))


ALWAYS = Days(date.min, None)
NEVER = Days(date.max, date.max)


class Held(NamedTuple):
    """A step, the days on which its regimen held, and the step before it, if there was one."""

    step: Step
    days: Days
    before: Step | None

    @property
    def changes_regimen(self) -> bool:
        """True if it is the first step, or its regimen differs from that of the step before."""
        return self.before is None or self.before.regimen != self.step.regimen


class Course(NamedTuple):
    """The first step of a course, the stops right before it, and the step before those."""

    first: Held
    stops: tuple[Step, ...]
    taken: Step | None

    @property
    def stopped_days(self) -> int:
        """The number of days from the first of the stops up to the first step."""
        return (self.first.days.since - self.stops[0].starts_on).days if self.stops else 0


class RegimenRun(NamedTuple):
    """One regimen over an unbroken run of days."""

    regimen: Regimen
    days: Days


@dataclass(frozen=True, slots=True)
class Timeline:
    """A history by days.

    ``regimens`` are what was taken when, earliest first: a mere change of phase begins none.
    ``taking`` are the runs of days on which baclofen is taken. ``adult`` are the days on
    which the dose is compared with the adult dose; ``not_adult`` are the others: those
    before the 18th birthday, the last of them that the birth date leaves possible, or all
    days if the birth date is unknown.
    """

    history: History
    held: tuple[Held, ...]
    regimens: tuple[RegimenRun, ...]
    taking: tuple[Days, ...]
    adult: Days
    not_adult: Days

    @classmethod
    def of(cls, history: History) -> Self:
        """Lay out a history, its steps in any order, in O(n log n)."""
        held = tuple(holdings(history))
        regimens = tuple(regimen_runs(held))
        taking = tuple(merged([run.days for run in regimens if run.regimen.is_taken]))
        adult_on = history.born_on and birthday(last_of(history.born_on), ADULT_AGE)
        if adult_on is None:
            return cls(history, held, regimens, taking, adult=NEVER, not_adult=ALWAYS)
        adult, not_adult = Days(adult_on, None), Days(date.min, adult_on)
        return cls(history, held, regimens, taking, adult, not_adult)

    def held_on(self, day: date) -> Held | None:
        """The step that holds on a day, if one does."""
        return next((held for held in self.held if held.days.holds(day)), None)

    def steps_of(self, days: Days) -> tuple[Step, ...]:
        """The steps that held on any of these days, in order of their start."""
        first = max(bisect_right(self.held, days.since, key=start_of) - 1, 0)
        last = bisect_left(self.held, days.until, key=start_of) if days.until else None
        return tuple(held.step for held in self.held[first:last])

    def courses(self) -> Iterator[Course]:
        """Yield each course: a first step, or one after a stop."""
        taken: Step | None = None
        stops: list[Step] = []
        for held in self.held:
            if not held.step.regimen.is_taken:
                stops.append(held.step)
                continue
            if taken is None or stops:
                yield Course(held, tuple(stops), taken)
            taken, stops = held.step, []


def start_of(held: Held) -> date:
    """The first day on which a step held."""
    return held.days.since


def holdings(history: History) -> Iterator[Held]:
    """Yield each step in order of its start, with the days until the next step starts."""
    steps = sorted(history.steps, key=lambda step: step.starts_on)
    before: Step | None = None
    for step, following in zip_longest(steps, steps[1:]):
        until = following.starts_on if following else None
        yield Held(step, Days(step.starts_on, until), before)
        before = step


def regimen_runs(held: Iterable[Held]) -> list[RegimenRun]:
    """Join the steps of one regimen that follow one another."""
    runs: list[RegimenRun] = []
    for step, days, _ in held:
        regimen = step.regimen
        joins = bool(runs) and runs[-1].regimen == regimen
        since = runs.pop().days.since if joins else days.since
        runs.append(RegimenRun(regimen, Days(since, days.until)))
    return runs


def merged(runs: Iterable[Days]) -> Iterator[Days]:
    """Join runs of days that overlap, or follow one another without a gap.

    ``runs`` must be in order of their first day.
    """
    current: Days | None = None
    for run in runs:
        if current is None:
            current = run
        elif current.until is None or run.since <= current.until:
            current = Days(current.since, later(current.until, run.until))
        else:
            yield current
            current = run
    if current is not None:
        yield current


def common(some: Sequence[Days], others: Sequence[Days]) -> Iterator[Days]:
    """Yield the days in both of two lists, in O(n); each must be in order, without overlap."""
    one = other = 0
    while one < len(some) and other < len(others):
        if days := some[one].within(others[other]):
            yield days
        if later(some[one].until, others[other].until) == some[one].until:
            other += 1
        else:
            one += 1


def gaps(runs: Iterable[Days]) -> Iterator[Days]:
    """Yield the days that lie in none of the runs, which must be as ``merged`` yields them."""
    since: date | None = date.min
    for run in runs:
        if since and since < run.since:
            yield Days(since, run.since)
        since = run.until
    if since is not None:
        yield Days(since, None)


def later(one: date | None, other: date | None) -> date | None:
    """Return the later of two ends; ``None`` is later than any day."""
    if one is None or other is None:
        return None
    return max(other, one)


def earlier(one: date | None, other: date | None) -> date | None:
    """Return the earlier of two ends; ``None`` is later than any day."""
    if one is None or other is None:
        return one or other
    return min(other, one)


def birthday(born_on: date, age: int) -> date | None:
    """Return the day an age is reached; 29 February counts as 1 March in other years.

    ``None`` if it lies beyond the year 9999, the last of Python's calendar.
    """
    year = born_on.year + age
    if year > date.max.year:
        return None
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def day_after(day: date) -> date | None:
    """Return the next day, or ``None`` after the last day of Python's calendar."""
    return None if day == date.max else day + ONE_DAY
