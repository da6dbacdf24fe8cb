"""Rules about treatments beside oral baclofen.

The article's section "Utilizing Baclofen in Comprehensive Dystonia Care" says
that baclofen works best together with others; the table in "Baclofen Dosage for
Dystonia" gives 50–2,000 mcg a day for intrathecal baclofen.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from patients.days import first_of
from titration.rules.amounts import mcg
from titration.rules.flag import Flag
from titration.rules.history import INTRATHECAL, Fact, RateChange, TreatmentFact
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import Days, Timeline, common, day_after, gaps, merged

NOT_ALONE = "not-alone"
INTRATHECAL_DAILY = "intrathecal-daily"

NO_OTHER_TREATMENT = Rule(
    "no-other-treatment",
    "No other treatment",
    (NOT_ALONE,),
    lambda _: (
        f"baclofen taken on days with no other treatment recorded; {INTRATHECAL} is not another"
    ),
    "context",
)
INTRATHECAL_OUTSIDE = Rule(
    "intrathecal-outside",
    "Intrathecal dose outside the range",
    (INTRATHECAL_DAILY,),
    lambda source: (
        f"{INTRATHECAL} recorded with less than {mcg(daily_range(source)[0])}"
        f" or more than {mcg(daily_range(source)[1])} a day"
    ),
    "notice",
)


def daily_range(source: Source) -> tuple[Decimal, Decimal]:
    """Return a source's range of intrathecal baclofen, in mcg per day, both ends included.

    Raises ``KeyError`` if the source states none.
    """
    low, high = map(Decimal, source.figures(INTRATHECAL_DAILY, "mcg per day"))
    return low, high


def range_text(source: Source) -> str:
    """``50–2,000 mcg a day``."""
    low, high = daily_range(source)
    return f"{mcg(low).removesuffix(' mcg')}–{mcg(high)} a day"


def days_of(treatment: TreatmentFact) -> Days:
    """Return the days on which a treatment ran; the first and the last day count."""
    until = treatment.until_on and day_after(treatment.until_on)
    return Days(first_of(treatment.from_on), until)


def no_other_treatment(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag runs of days on baclofen with no other treatment; an intrathecal one does not count."""
    others = [one for one in timeline.history.treatments if one.kind != INTRATHECAL]
    running = sorted(filter(None, map(days_of, others)), key=attrgetter("since"))
    beside = neighbours(others)
    for days in common(timeline.taking, list(gaps(merged(running)))):
        before, after = beside.get(days.since, ()), beside.get(days.until, ())
        yield Flag(
            NO_OTHER_TREATMENT,
            "context",
            days.since,
            days.until,
            "Recorded oral baclofen, and no other treatment running",
            f"{source.short_name} describes baclofen as working best together with"
            " physical therapy, occupational therapy and other treatment",
            source.cited(NO_OTHER_TREATMENT.statements),
            source,
            (*timeline.steps_of(days), *before, *after),
            "days on oral baclofen, less the days on which another treatment ran;"
            f" {INTRATHECAL} is not counted as another",
        )


def neighbours(treatments: list[TreatmentFact]) -> dict[date | None, tuple[Fact, ...]]:
    """Return, by day, the treatments that begin on it or ended on the day before it."""
    found: dict[date | None, tuple[Fact, ...]] = {}
    for treatment in treatments:
        for day in days_of(treatment):
            if day is not None:
                found[day] = (*found.get(day, ()), treatment)
    return found


class Rate(NamedTuple):
    """The days on which a pump gave one amount, in mcg per day, and the changes that bound them."""

    mcg_per_day: Decimal
    days: Days
    changes: tuple[RateChange, ...]


def rates(treatment: TreatmentFact) -> Iterator[Rate]:
    """Yield the rates of a pump in order: from its first day or a change until the next."""
    daily, (since, until) = treatment.mcg_per_day, days_of(treatment)
    begun_by: tuple[RateChange, ...] = ()
    for change in treatment.changes:
        if change.mcg_per_day == daily:
            continue
        yield from rate(daily, since, change.on, (*begun_by, change))
        daily, since, begun_by = change.mcg_per_day, change.on, (change,)
    yield from rate(daily, since, until, begun_by)


def rate(
    daily: Decimal | None, since: date, until: date | None, changes: tuple[RateChange, ...]
) -> Iterator[Rate]:
    """Yield a rate, unless it is not known or has no days."""
    if daily is not None and (days := Days(since, until)):
        yield Rate(daily, days, changes)


def intrathecal_outside(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag intrathecal baclofen outside the source's range of mcg per day, while a rate runs."""
    low, high = daily_range(source)
    pumps = (one for one in timeline.history.treatments if one.kind == INTRATHECAL)
    for treatment, rate in ((pump, rate) for pump in pumps for rate in rates(pump)):
        daily = rate.mcg_per_day
        if low <= daily <= high:
            continue
        yield Flag(
            INTRATHECAL_OUTSIDE,
            "notice",
            rate.days.since,
            rate.days.until,
            f"Recorded {INTRATHECAL}, {mcg(daily)} a day",
            f"{source.short_name}’s range is {range_text(source)},"
            " different from patient to patient",
            source.cited(INTRATHECAL_OUTSIDE.statements),
            source,
            (treatment, *rate.changes),
            f"{mcg(daily)} < {mcg(low)}" if daily < low else f"{mcg(daily)} > {mcg(high)}",
        )
