"""Maps days and mg to coordinates of a drawing, and places the ticks of both axes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from typing import Self

from titration.chart.drawing.picture import Picture
from titration.chart.drawing.room import width_of
from titration.rules import Days

WEEKLY_UP_TO_DAYS, WEEK_STEPS = 70, (1, 2, 4)
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
DAYS_A_MONTH = 30
MG_STEPS = (5, 10, 15, 20, 30, 50, 100, 200, 500, 1000, 2000)
MOST_MG_TICKS = 4
TICK_LABEL = 4  # how far right of its line a label of the axis begins
NARROWEST, WIDEST, NAMES_BESIDE_FROM = 280, 1240, 600


@dataclass(frozen=True, slots=True)
class Frame:
    """The sizes of a drawing in pixels; it is made for the width it has, so no text is scaled.

    ``left`` is where the first day lies; names stand left of it, or above what they name.
    ``after_today`` is the room that is kept for the newest values, ``after_planned`` the room
    for what is written beside the last planned step.
    """

    width: int
    left: int
    after_today: int
    after_planned: int
    plot_top: int
    plot_height: int
    tick_gap: int
    names_beside: bool

    @classmethod
    def fitting(cls, width: int) -> Self:
        """Return the sizes for a width, which is brought within the narrowest and the widest."""
        width = min(max(width, NARROWEST), WIDEST)
        if width < NAMES_BESIDE_FROM:
            return cls(
                width, left=40, after_today=42, after_planned=36, plot_top=52, plot_height=150,
                tick_gap=62, names_beside=False,
            )  # fmt: skip
        return cls(
            width, left=140, after_today=110, after_planned=72, plot_top=50, plot_height=192,
            tick_gap=62, names_beside=True,
        )  # fmt: skip


WIDE, NARROW = Frame.fitting(WIDEST), Frame.fitting(350)


@dataclass(frozen=True)
class Scale:
    """Maps days to x and mg per day to y within a frame, in whole pixels.

    ``plot_right`` is the x of ``last``.
    """

    frame: Frame
    first: date
    last: date
    top_mg: Decimal
    plot_right: int

    @classmethod
    def of(cls, picture: Picture, frame: Frame) -> Self:
        """Return the scale of a picture, which keeps room after today for the newest values."""
        drawn = [step.total_mg for step in (*picture.steps, *picture.intended)]
        top_mg = rounded_top(max([*drawn, picture.high_mg]))
        if not picture.is_planned_ahead:
            right = frame.width - frame.after_today
            return cls(frame, picture.first, picture.last, top_mg, right)
        past, planned = (day - picture.first for day in (picture.today, picture.last))
        across = frame.width - frame.left
        needed = max(
            past / (1 - frame.after_today / across), planned / (1 - frame.after_planned / across)
        )
        last = picture.first + min(needed, date.max - picture.first)
        return cls(frame, picture.first, last, top_mg, frame.width)

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

    def x(self, day: date) -> int:
        """Return the x at which a day begins; a day outside the range lies on its border."""
        days = min(max(day.toordinal() - self.origin, 0), self.days)
        return round(self.frame.left + self.per_day * days)

    def y(self, total_mg: Decimal) -> int:
        """Return the y of a daily total. The amount is a whole number of hundredths until here."""
        return round(self.plot_bottom - self.per_hundredth * int(total_mg * 100))

    def number_of(self, day: date) -> int:
        """Return how many days after the first a day comes; less than none if before it."""
        return day.toordinal() - self.origin

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

    @cached_property
    def day_ticks(self) -> list[tuple[int, str]]:
        """The x of each day that gets a line of the grid, and its label.

        A label without room before the edge of the drawing is empty. The first month and each
        January say their year, unless the next label leaves no room for it.
        """
        days = self._weeks() if self.days <= WEEKLY_UP_TO_DAYS else self._months()
        placed = ((self.x(day), label) for day, label in days)
        edge = self.frame.width - TICK_LABEL
        return [(x, label if x + width_of(label) <= edge else "") for x, label in placed]

    def _weeks(self) -> Iterator[tuple[date, str]]:
        week = self.per_day * 7
        weeks = next(
            n for n in WEEK_STEPS if week * n >= self.frame.tick_gap or n == WEEK_STEPS[-1]
        )
        monday = self.first.toordinal() + -self.first.weekday() % 7
        for at in range(monday, self.last.toordinal() + 1, 7 * weeks):
            day = date.fromordinal(at)
            yield day, f"{day:%d-%b}"

    def _months(self) -> Iterator[tuple[date, str]]:
        month = self.per_day * DAYS_A_MONTH
        wide_enough = (n for n in MONTH_STEPS if month * n >= self.frame.tick_gap)
        step = next(wide_enough, MONTH_STEPS[-1])
        number = self.first.year * 12 + self.first.month - 1
        months = range(number + (-number % step), self.last.year * 12 + self.last.month, step)
        days = [date(at // 12, at % 12 + 1, 1) for at in months]
        shown = [day for day in days if self.shows(day)]
        for place, day in enumerate(shown):
            is_first = place == 0 and (len(shown) < 2 or shown[1].month != 1)
            yield day, f"{day:%b %Y}" if is_first or day.month == 1 else f"{day:%b}"


def mg_step(highest_mg: Decimal) -> Decimal:
    """Return the step of the grid, in mg; ``MOST_MG_TICKS`` of them reach the amount."""
    return Decimal(next((s for s in MG_STEPS if highest_mg <= s * MOST_MG_TICKS), MG_STEPS[-1]))


def rounded_top(highest_mg: Decimal) -> Decimal:
    """Return the end of the axis, in mg: the first line of the grid at or over the amount."""
    step = mg_step(highest_mg)
    return (highest_mg / step).to_integral_value(ROUND_CEILING) * step
