"""Fills the rows of a plan from the clinician's own numbers: so much more or less, so often."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from titration.record.dose_steps.models import TimeOfDay

MOST_ROWS = 12
ByTime = Mapping[str, Decimal]
# The times at which equal amounts are filled in, by how many a day, where none are recorded.
USUAL_TIMES = {
    1: (TimeOfDay.MORNING,),
    2: (TimeOfDay.MORNING, TimeOfDay.EVENING),
    3: (TimeOfDay.MORNING, TimeOfDay.MIDDAY, TimeOfDay.EVENING),
    4: tuple(TimeOfDay),
}


class PlanRow(NamedTuple):
    """One row of a plan: amounts of one day in mg, each with its time; none for a stop."""

    starts_on: date
    doses_mg: tuple[Decimal, ...]
    times_of_day: tuple[str, ...]

    @property
    def regimen(self) -> tuple[tuple[Decimal, ...], tuple[str, ...]]:
        """What two rows that follow one another may not both say."""
        return self.doses_mg, self.times_of_day


class Filling(NamedTuple):
    """Change each amount by so many mg, every so many days, until it is so many mg.

    ``change_mg`` is below zero for less. ``until_mg`` is zero for a stop.
    """

    change_mg: Decimal
    every_days: int
    until_mg: Decimal

    @property
    def gap(self) -> timedelta:
        """The time between two steps."""
        return timedelta(days=self.every_days)


def by_time(doses_mg: tuple[Decimal, ...], times_of_day: tuple[str, ...]) -> ByTime | None:
    """Return the amounts of a day by their times; ``None`` where no times are to be told."""
    times = times_of_day or USUAL_TIMES.get(len(doses_mg))
    return None if times is None else dict(zip(map(str, times), doses_mg, strict=True))


def filled(taken: ByTime, first_on: date, filling: Filling) -> Iterator[tuple[date, ByTime]]:
    """Yield the days and amounts that follow what is taken, the first on ``first_on``.

    Each amount stops at ``until_mg``; one that is beyond it already stays. An amount that
    becomes zero is left out, so that the last row may be empty: a stop.
    """
    day, amounts = first_on, dict(taken)
    while (after := {time: changed(mg, filling) for time, mg in amounts.items()}) != amounts:
        amounts = after
        yield day, {time: mg for time, mg in amounts.items() if mg}
        day += filling.gap


def changed(amount_mg: Decimal, filling: Filling) -> Decimal:
    """Return the amount after one change, which does not go beyond the last one."""
    if filling.change_mg > 0:
        return max(amount_mg, min(amount_mg + filling.change_mg, filling.until_mg))
    return min(amount_mg, max(amount_mg + filling.change_mg, filling.until_mg))
