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

from titration.rules.amounts import (
    TIMES_A_DAY,
    addition,
    mg,
    number,
    sum_text,
    total_mg,
)
from titration.rules.flag import Flag, Level
from titration.rules.history import Birth, Phase
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import Timeline

MAINTENANCE = "oral-maintenance"


@dataclass(frozen=True, slots=True)
class AdultMaintenance:
    """A source's usual adult maintenance: mg per dose, both ends included, and times a day."""

    low_mg: Decimal
    high_mg: Decimal
    times: int

    @classmethod
    def of(cls, source: Source) -> Self:
        """Read it from the source. Raises ``KeyError`` if the source states none."""
        low, high = source.figures(MAINTENANCE, "mg per dose")
        (times,) = source.figures(MAINTENANCE, "times a day")
        return cls(Decimal(low), Decimal(high), int(times))

    @property
    def low_total_mg(self) -> Decimal:
        """The lowest total per day in mg, by arithmetic: times a day × lowest dose."""
        return self.times * self.low_mg

    @property
    def high_total_mg(self) -> Decimal:
        """The highest total per day in mg, by arithmetic: times a day × highest dose."""
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
    def low_total_sum(self) -> str:
        """``3 × 10 mg = 30 mg``."""
        return f"{self.times} × {mg(self.low_mg)} = {mg(self.low_total_mg)}"

    @property
    def high_total_sum(self) -> str:
        """``3 × 20 mg = 60 mg``."""
        return f"{self.times} × {mg(self.high_mg)} = {mg(self.high_total_mg)}"

    @property
    def high_total_text(self) -> str:
        """``60 mg per day, derived as 3 × 20 mg``."""
        return f"{mg(self.high_total_mg)} per day, derived as {self.times} × {mg(self.high_mg)}"


ON_THE_WAY = "notice; context in the phases initiation and taper"

PER_DOSE_BELOW = Rule(
    "per-dose-below",
    "Amount below the range per dose",
    (MAINTENANCE,),
    lambda source: f"an amount below {mg(AdultMaintenance.of(source).low_mg)}",
    ON_THE_WAY,
    beside_step="below per dose",
)
PER_DOSE_ABOVE = Rule(
    "per-dose-above",
    "Amount above the range per dose",
    (MAINTENANCE,),
    lambda source: f"an amount above {mg(AdultMaintenance.of(source).high_mg)}",
    "notice",
    beside_step="above per dose",
)
FREQUENCY_DIFFERS = Rule(
    "frequency-differs",
    "Number of doses a day differs",
    (MAINTENANCE,),
    lambda source: f"other than {AdultMaintenance.of(source).times} amounts a day",
    ON_THE_WAY,
    beside_step="doses a day differ",
)
TOTAL_BELOW = Rule(
    "total-below",
    "Total below the range per day",
    (MAINTENANCE,),
    lambda source: f"a total below {AdultMaintenance.of(source).low_total_text}",
    ON_THE_WAY,
    beside_step="below per day",
)
TOTAL_ABOVE = Rule(
    "total-above",
    "Total above the range per day",
    (MAINTENANCE,),
    lambda source: f"a total above {AdultMaintenance.of(source).high_total_text}",
    "notice",
    beside_step="above per day",
)


class Comparison(NamedTuple):
    """One way in which a regimen differs from the source, the same on any days."""

    rule: Rule
    level: Level
    observed: str
    compared_with: str
    arithmetic: str


@lru_cache(maxsize=4096)
def comparisons(
    doses_mg: tuple[Decimal, ...], phase: Phase, source: Source
) -> tuple[Comparison, ...]:
    """Return the ways in which a regimen, in mg, differs from the source's adult maintenance."""
    return tuple(compare(doses_mg, phase, source)) if doses_mg else ()


def compare(doses_mg: tuple[Decimal, ...], phase: Phase, source: Source) -> Iterator[Comparison]:
    """Compare three things, each on its own: the amounts, their number and their sum."""
    usual = AdultMaintenance.of(source)
    name = f"{source.short_name}’s usual adult maintenance"
    on_the_way: Level = "context" if phase in ("initiation", "taper") else "notice"
    below = sorted({dose for dose in doses_mg if dose < usual.low_mg})
    above = sorted({dose for dose in doses_mg if dose > usual.high_mg})
    total, times = total_mg(doses_mg), len(doses_mg)
    if below:
        observed, compared_with = one_dose(below), f"{name} is {usual.per_dose_text}"
        arithmetic = each(below, "<", usual.low_mg)
        yield Comparison(PER_DOSE_BELOW, on_the_way, observed, compared_with, arithmetic)
    if above:
        observed, compared_with = one_dose(above), f"{name} is {usual.per_dose_text}"
        arithmetic = each(above, ">", usual.high_mg)
        yield Comparison(PER_DOSE_ABOVE, "notice", observed, compared_with, arithmetic)
    if times != usual.times:
        observed = f"Recorded {TIMES_A_DAY[times]}"
        compared_with = f"{name} is taken {TIMES_A_DAY[usual.times]}"
        arithmetic = f"{times} ≠ {usual.times} times a day"
        yield Comparison(FREQUENCY_DIFFERS, on_the_way, observed, compared_with, arithmetic)
    if total < usual.low_total_mg:
        observed = f"Recorded {sum_text(doses_mg)}"
        compared_with = f"{name} begins at {usual.low_total_text}"
        arithmetic = f"{addition(doses_mg)} < {usual.low_total_sum}"
        yield Comparison(TOTAL_BELOW, on_the_way, observed, compared_with, arithmetic)
    if total > usual.high_total_mg:
        observed = f"Recorded {sum_text(doses_mg)}"
        compared_with = f"{name} ends at {usual.high_total_text}"
        arithmetic = f"{addition(doses_mg)} > {usual.high_total_sum}"
        yield Comparison(TOTAL_ABOVE, "notice", observed, compared_with, arithmetic)


def one_dose(doses_mg: list[Decimal]) -> str:
    """``Recorded 2.5 mg and 5 mg in one dose``."""
    return f"Recorded {' and '.join(map(mg, doses_mg))} in one dose"


def each(doses_mg: list[Decimal], sign: str, limit_mg: Decimal) -> str:
    """``2.5 mg < 10 mg; 5 mg < 10 mg``."""
    return "; ".join(f"{mg(dose)} {sign} {mg(limit_mg)}" for dose in doses_mg)


def dose_comparisons(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag each way in which a step differs, over the adult days on which it held."""
    born = Birth(timeline.history.born_on)
    for held in timeline.held:
        days, step = held.days.within(timeline.adult), held.step
        if not days:
            continue
        for comparison in comparisons(step.doses_mg, step.phase, source):
            yield Flag(
                comparison.rule,
                comparison.level,
                days.since,
                days.until,
                comparison.observed,
                comparison.compared_with,
                source.cited(comparison.rule.statements),
                source,
                (step, born),
                comparison.arithmetic,
            )
