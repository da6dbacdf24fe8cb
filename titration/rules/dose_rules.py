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
    regimen_text,
    sum_text,
    total_mg,
)
from titration.rules.flag import Flag, Level
from titration.rules.history import Birth, Phase
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import ADULT_AGE, Course, Timeline, day_text, days_text

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
NOT_COMPARED = Rule(
    "comparison-not-made",
    "Dose not compared",
    (MAINTENANCE,),
    lambda _: (
        "baclofen taken before the age of 18, or with no birth date recorded; the doses are"
        " then compared with nothing"
    ),
    "context",
)
FIRST_STEP_NOT_LOW = Rule(
    "first-step-not-low",
    "First step within maintenance",
    (START_LOW,),
    lambda source: (
        "the first step of a course, not marked as already taking, with a total of"
        f" {AdultMaintenance.of(source).low_total_text}, or more"
    ),
    "notice",
    also_needs=(MAINTENANCE,),
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


def comparison_not_made(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag each run of days on baclofen before the 18th birthday, or with no birth date known."""
    born_on, adult_on = timeline.history.born_on, timeline.not_adult.until
    if born_on is None:
        observed = "Recorded oral baclofen with no birth date recorded"
        arithmetic = "no birth date, so no age"
    else:
        observed = f"Recorded oral baclofen before the age of {ADULT_AGE}"
        reached = f" on {day_text(adult_on)}" if adult_on else " on no day of the calendar"
        arithmetic = f"born {day_text(born_on)}, so {ADULT_AGE}{reached}"
    for taking in timeline.taking:
        days = taking.within(timeline.not_adult)
        if days:
            yield Flag(
                NOT_COMPARED,
                "context",
                days.since,
                days.until,
                observed,
                f"{source.short_name}’s usual maintenance is for adults, so none is compared",
                source.cited(NOT_COMPARED.statements),
                source,
                (Birth(born_on), *timeline.steps_of(days)),
                arithmetic,
            )


def first_step_not_low(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag the first step of a course if it reaches the lowest total of the adult maintenance."""
    usual = AdultMaintenance.of(source)
    for course in timeline.courses():
        step, days = course.first.step, course.first.days.within(timeline.adult)
        if step.already_taking or not days or total_mg(step.doses_mg) < usual.low_total_mg:
            continue
        told = after_stop(course) if course.stops else "of a course"
        yield Flag(
            FIRST_STEP_NOT_LOW,
            "notice",
            days.since,
            days.until,
            f"Recorded {sum_text(step.doses_mg)} as the first step {told}",
            f"{source.short_name} describes a first dose that is usually low and rises"
            f" gradually; its usual adult maintenance begins at {usual.low_total_text}",
            source.cited(FIRST_STEP_NOT_LOW.statements),
            source,
            (*filter(None, (course.taken,)), *course.stops, step),
            f"{arithmetic_of_stop(course)}; {addition(step.doses_mg)} ≥ {usual.low_total_sum}",
        )


def after_stop(course: Course) -> str:
    """``after 3 days without baclofen; before them 10 mg three times a day``."""
    them = "it" if course.stopped_days == 1 else "them"
    told = f"after {days_text(course.stopped_days)} without baclofen"
    if course.taken is None:
        return f"{told}; no dose recorded before {them}"
    return f"{told}; before {them} {regimen_text(course.taken.doses_mg)}"


def arithmetic_of_stop(course: Course) -> str:
    """``from 02-Feb-2026 until 05-Feb-2026: 3 days without baclofen``, or that there is no stop."""
    if not course.stops:
        return "no step before it"
    stopped_on, taken_on = course.stops[0].starts_on, course.first.days.since
    count = days_text(course.stopped_days)
    return f"from {day_text(stopped_on)} until {day_text(taken_on)}: {count} without baclofen"
