"""Maps days and mg to coordinates of a drawing, and places the ticks of both axes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from titration.rules import Days

WEEKLY_UP_TO_DAYS = 70
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
DAYS_A_MONTH = 30
MG_STEPS = (10, 20, 25, 50, 100, 200, 500, 1000, 2000)
MOST_MG_TICKS = 7
ROOM_ABOVE = Decimal("1.1")


@dataclass(frozen=True, slots=True)
class Frame:
    """The fixed sizes of a drawing, in units of its viewBox."""

    name: str
    width: int
    left: int
    right: int
    plot_top: int
    plot_height: int
    tick_gap: int
    small: int


WIDE = Frame(
    "chart-wide", 760, left=92, right=48, plot_top=34, plot_height=190, tick_gap=56, small=11
)
NARROW = Frame(
    "chart-narrow", 350, left=76, right=42, plot_top=47, plot_height=170, tick_gap=54, small=11
)


@dataclass(frozen=True)
class Scale:
    """Maps days to x and mg per day to y within a frame."""

    frame: Frame
    first: date
    last: date
    top_mg: Decimal

    @cached_property
    def origin(self) -> int:
        """The first day as an ordinal."""
        return self.first.toordinal()

    @cached_property
    def days(self) -> int:
        """How many days the range spans."""
        return (self.last - self.first).days

    @cached_property
    def per_day(self) -> float:
        """The width of one day."""
        return (self.plot_right - self.frame.left) / self.days

    @cached_property
    def per_hundredth(self) -> float:
        """The height of a hundredth of a mg."""
        return self.frame.plot_height / int(self.top_mg * 100)

    @cached_property
    def plot_bottom(self) -> int:
        """The y of 0 mg."""
        return self.frame.plot_top + self.frame.plot_height

    @cached_property
    def plot_right(self) -> int:
        """The x of the last day."""
        return self.frame.width - self.frame.right

    def x(self, day: date) -> float:
        """Return the x at which a day begins; a day outside the range lies on its border.

        Kept fast: a drawing calls it four hundred times.
        """
        days = day.toordinal() - self.origin
        if days <= 0:
            return self.frame.left
        return self.plot_right if days >= self.days else self.frame.left + self.per_day * days

    def y(self, total_mg: Decimal) -> float:
        """Return the y of a daily total. The amount is a whole number of hundredths until here."""
        return self.plot_bottom - self.per_hundredth * int(total_mg * 100)

    def shows(self, day: date) -> bool:
        """True if a day lies within the range."""
        return self.first <= day <= self.last

    def reaches(self, days: Days) -> bool:
        """True if some of these days, or the day on which they end, lie within the range."""
        return days.since <= self.last and (days.until or self.last) >= self.first

    def mg_ticks(self) -> Iterator[Decimal]:
        """Yield the totals in mg that get a line of the grid, from zero up to the top."""
        step = mg_step(self.top_mg)
        value = Decimal(0)
        while value <= self.top_mg:
            yield value
            value += step

    def day_ticks(self) -> Iterator[tuple[date, str]]:
        """Yield the days that get a line of the grid, each with its label."""
        if self.days <= WEEKLY_UP_TO_DAYS:
            yield from self._weeks()
        else:
            yield from self._months()

    def _weeks(self) -> Iterator[tuple[date, str]]:
        weeks = 1 if self.per_day * 7 >= self.frame.tick_gap else 2
        monday = self.first.toordinal() + -self.first.weekday() % 7
        for at in range(monday, self.last.toordinal() + 1, 7 * weeks):
            day = date.fromordinal(at)
            yield day, f"{day:%d-%b}"

    def _months(self) -> Iterator[tuple[date, str]]:
        month = self.per_day * DAYS_A_MONTH
        wide_enough = (n for n in MONTH_STEPS if month * n >= self.frame.tick_gap)
        step = next(wide_enough, MONTH_STEPS[-1])
        number = self.first.year * 12 + self.first.month - 1
        for at in range(number + (-number % step), self.last.year * 12 + self.last.month, step):
            day = date(at // 12, at % 12 + 1, 1)
            if self.shows(day):
                yield day, f"{day:%b %Y}" if day.month == 1 else f"{day:%b}"


def mg_step(highest_mg: Decimal) -> Decimal:
    """Return the step of the grid, in mg; ``MOST_MG_TICKS`` of them reach the amount."""
    return Decimal(next((s for s in MG_STEPS if highest_mg <= s * MOST_MG_TICKS), MG_STEPS[-1]))


def rounded_top(highest_mg: Decimal) -> Decimal:
    """Return the end of the axis, in mg: a line of the grid, with room above the highest amount."""
    needed = ROOM_ABOVE * highest_mg
    step = mg_step(needed)
    return (needed / step).to_integral_value(ROUND_CEILING) * step
