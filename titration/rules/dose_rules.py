"""Rules that compare the regimen with the article's adult maintenance dose.

The figures come from the source's statement ``oral-maintenance`` (10–20 mg
three times a day, section "Baclofen Dosage for Dystonia"). Totals for a day
are arithmetic on those figures, and every text that shows one says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Self

from titration.rules.amounts import TIMES_A_DAY, mg, number, sum_text, total_mg
from titration.rules.flag import Flag, Level
from titration.rules.history import Phase
from titration.rules.source import Source
from titration.rules.timeline import ADULT_AGE, Timeline

MAINTENANCE = "oral-maintenance"
START_LOW = "start-low"


@dataclass(frozen=True, slots=True)
class AdultMaintenance:
    """A source's usual adult maintenance: mg per dose, both ends included, and times a day."""

    low_mg: Decimal
    high_mg: Decimal
    times: int

    @classmethod
    def of(cls, source: Source) -> Self:
        """Read it from the source. Raises ``KeyError`` where the source states none."""
        low, high = source.figures(MAINTENANCE, "mg per dose")
        (times,) = source.figures(MAINTENANCE, "times a day")
        return cls(Decimal(low), Decimal(high), int(times))

    @property
    def low_total_mg(self) -> Decimal:
        """The lowest total of a day, derived: times a day × lowest dose."""
        return self.times * self.low_mg

    @property
    def high_total_mg(self) -> Decimal:
        """The highest total of a day, derived: times a day × highest dose."""
        return self.times * self.high_mg

    @property
    def per_dose_text(self) -> str:
        """``10–20 mg per dose``."""
        return f"{number(self.low_mg)}–{mg(self.high_mg)} per dose"

    @property
    def low_total_text(self) -> str:
        """``30 mg per day, derived as 3 × 10 mg``."""
        return f"{mg(self.low_total_mg)} per day, derived as {self.times} × {mg(self.low_mg)}"

    @property
    def high_total_text(self) -> str:
        """``60 mg per day, derived as 3 × 20 mg``."""
        return f"{mg(self.high_total_mg)} per day, derived as {self.times} × {mg(self.high_mg)}"


class Comparison(NamedTuple):
    """How one regimen compares, wherever on the timeline it was held."""

    code: str
    level: Level
    observed: str
    compared_with: str


@lru_cache(maxsize=4096)
def comparisons(
    doses_mg: tuple[Decimal, ...], phase: Phase, source: Source
) -> tuple[Comparison, ...]:
    """The comparisons of a regimen in mg that differ from the source's adult maintenance."""
    return tuple(compare(doses_mg, phase, source)) if doses_mg else ()


def compare(doses_mg: tuple[Decimal, ...], phase: Phase, source: Source) -> Iterator[Comparison]:
    """Compare the amounts, how many there are, and their sum, each on its own."""
    usual = AdultMaintenance.of(source)
    name = f"{source.short_name}’s usual adult maintenance"
    on_the_way: Level = "context" if phase in ("initiation", "taper") else "notice"
    below = [dose for dose in doses_mg if dose < usual.low_mg]
    above = [dose for dose in doses_mg if dose > usual.high_mg]
    total = total_mg(doses_mg)
    recorded_total = f"Recorded {sum_text(doses_mg)}"
    if below:
        observed = f"Recorded {distinct(below)} in one dose"
        yield Comparison("per-dose-below", on_the_way, observed, f"{name} is {usual.per_dose_text}")
    if above:
        observed = f"Recorded {distinct(above)} in one dose"
        yield Comparison("per-dose-above", "notice", observed, f"{name} is {usual.per_dose_text}")
    if len(doses_mg) != usual.times:
        observed = f"Recorded {TIMES_A_DAY[len(doses_mg)]}"
        compared_with = f"{name} is taken {TIMES_A_DAY[usual.times]}"
        yield Comparison("frequency-differs", on_the_way, observed, compared_with)
    if total < usual.low_total_mg:
        compared_with = f"{name} begins at {usual.low_total_text}"
        yield Comparison("total-below", on_the_way, recorded_total, compared_with)
    if total > usual.high_total_mg:
        compared_with = f"{name} ends at {usual.high_total_text}"
        yield Comparison("total-above", "notice", recorded_total, compared_with)


def distinct(doses_mg: list[Decimal]) -> str:
    """Each different amount once, in order of size: ``2.5 mg and 5 mg``."""
    return " and ".join(map(mg, sorted(set(doses_mg))))


def dose_comparisons(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """The comparisons of each step, over the adult days on which it held."""
    for held in timeline.held:
        days = held.days.within(timeline.adult)
        if days:
            for comparison in comparisons(held.step.doses_mg, held.step.phase, source):
                code, level, observed, compared_with = comparison
                yield Flag(
                    code,
                    level,
                    days.since,
                    days.until,
                    observed,
                    compared_with,
                    MAINTENANCE,
                    source.title,
                )


def comparison_not_made(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """The runs of days on baclofen before the 18th birthday, or with no birth date known."""
    if timeline.history.born_on is None:
        observed = "Recorded oral baclofen with no birth date recorded"
    else:
        observed = f"Recorded oral baclofen before the age of {ADULT_AGE}"
    for taking in timeline.taking:
        days = taking.within(timeline.not_adult)
        if days:
            yield Flag(
                "comparison-not-made",
                "context",
                days.since,
                days.until,
                observed,
                f"{source.short_name}’s usual maintenance is for adults, so none is compared",
                MAINTENANCE,
                source.title,
            )


def first_step_not_low(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """First steps of a course that reach the lowest total of the adult maintenance."""
    usual = AdultMaintenance.of(source)
    for held in timeline.held:
        step, days = held.step, held.days.within(timeline.adult)
        starts = held.begins_course and not step.already_taking
        if starts and days and total_mg(step.doses_mg) >= usual.low_total_mg:
            yield Flag(
                "first-step-not-low",
                "notice",
                days.since,
                days.until,
                f"Recorded {sum_text(step.doses_mg)} as the first step of a course",
                f"{source.short_name} describes a first dose that is usually low and rises"
                f" gradually; its usual adult maintenance begins at {usual.low_total_text}",
                START_LOW,
                source.title,
            )
