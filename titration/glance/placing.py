"""Finds where one patient counts at a glance: in which group of which plot. No Django, no clock.

A plot has rows, and a patient counts in one group of a row or in none. Each definition leaves
patients out for a reason that no other plot tells, so that any group of one plot may go with
any group of another: ``docs/adr/0037-small-groups-at-a-glance.md`` says why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from patients.days import first_of, last_of
from titration.rules import BETTER, AdultMaintenance, Days, History, Timeline, day_after
from titration.rules.rating_rules import series_by_measure

ONE_DAY = timedelta(days=1)
DOSES, TIMES, EFFECTS, STOPS, RATINGS = "doses", "times", "effects", "stops", "ratings"
PLOTS = (DOSES, TIMES, EFFECTS, STOPS, RATINGS)
BEGAN, NONE_REPORTED = "began", "none reported"
BETTER_NOW, SAME, WORSE_NOW = "better", "same", "worse"
# Up to how many days each group of the times lasts; the last has no end.
TIMES_UP_TO = (28, 56, 84, None)


class Placing(NamedTuple):
    """A group of one row of a plot. A plot with a single row leaves its name empty."""

    plot: str
    row: str
    group: str


class DoseBand(NamedTuple):
    """A run of totals in mg per day; the last has no upper end. ``place`` counts from 1."""

    place: int
    low_mg: Decimal
    high_mg: Decimal | None

    @property
    def name(self) -> str:
        """Its name as row or group."""
        return str(self.place)


class Stop(NamedTuple):
    """A day from which baclofen was not taken, and the reason recorded, empty for none."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A patient's course as the plots read it, up to the day ``as_of``.

    Of a patient who is not under care on that day no dose of today is told.
    """

    history: History
    stops: Sequence[Stop]
    is_under_care: bool
    as_of: date


def placings(followed: Followed, usual: AdultMaintenance) -> frozenset[Placing]:
    """Return where a patient counts, beside a source's usual adult maintenance."""
    timeline = Timeline.of(followed.history)
    told = Days(date.min, day_after(followed.as_of))
    found = [
        *dose_now(timeline, followed, usual),
        *time_to_range(timeline, told, usual),
        *effects_by_dose(timeline, told, usual),
        *latest_stop(followed.stops, told),
        *ratings_compared(timeline, told),
    ]
    return frozenset(found)


def dose_bands(usual: AdultMaintenance) -> list[DoseBand]:
    """Return five runs of totals in mg per day: the source's range in halves, and those beside it.

    Both ends of the range are in it; each other lower end is in its band, each upper is not.
    """
    low, high = usual.low_total_mg, usual.high_total_mg
    lower = [Decimal(0), low / 2, low, (low + high) / 2, high]
    ends = zip_longest(lower, lower[1:])
    return [DoseBand(place, *band) for place, band in enumerate(ends, 1)]


def band_of(total_mg: Decimal, usual: AdultMaintenance) -> str:
    """Return the name of the band in which a total in mg per day lies."""
    *others, last = dose_bands(usual)
    if total_mg > usual.high_total_mg:
        return last.name
    return next(
        (band.name for band in others if band.high_mg and total_mg < band.high_mg), others[-1].name
    )


def dose_now(timeline: Timeline, followed: Followed, usual: AdultMaintenance) -> Iterator[Placing]:
    """Yield the band of the total on the day ``as_of``, of an adult who takes one."""
    if not followed.is_under_care:
        return
    for days, total_mg in totals(timeline):
        if days.holds(followed.as_of):
            yield Placing(DOSES, "", band_of(total_mg, usual))


def time_to_range(timeline: Timeline, told: Days, usual: AdultMaintenance) -> Iterator[Placing]:
    """Yield how long it took from the first dose to the first total within the range.

    Only of a first dose that began as an adult, and was not taken already when it was recorded.
    """
    first = next((held for held in timeline.held if held.step.regimen.is_taken), None)
    if first is None or first.step.already_taking or not timeline.adult.holds(first.days.since):
        return
    low, high = usual.low_total_mg, usual.high_total_mg
    reached = [days.since for days, total_mg in totals(timeline) if low <= total_mg <= high]
    if reached and told.holds(reached[0]):
        took = (reached[0] - first.days.since).days
        up_to = next(most for most in TIMES_UP_TO if most is None or took <= most)
        yield Placing(TIMES, "", group_of_days(up_to))


def group_of_days(most: int | None) -> str:
    """Name a group of the times by the most days it lasts."""
    return str(most or "longer")


def effects_by_dose(timeline: Timeline, told: Days, usual: AdultMaintenance) -> Iterator[Placing]:
    """Yield, by band, that a side effect began while it was taken, or else that none was reported.

    An onset counts if it lay within one regimen on every reading of its day. An answer that
    there was none tells of the regimen held on the day before, as a rating does.
    """
    began: set[str] = set()
    none: set[str] = set()
    history = timeline.history
    for days, total_mg in totals(timeline):
        within, band = days.within(told), band_of(total_mg, usual)
        for effect in history.side_effects:
            if within.holds(first_of(effect.onset_on)) and within.holds(last_of(effect.onset_on)):
                began.add(band)
        for check in history.checks:
            if told.holds(check.on) and within.holds(check.on - ONE_DAY):
                none.add(band)
    for band in began:
        yield Placing(EFFECTS, band, BEGAN)
    for band in none - began:
        yield Placing(EFFECTS, band, NONE_REPORTED)


def latest_stop(stops: Sequence[Stop], told: Days) -> Iterator[Placing]:
    """Yield the reason of the latest stop, empty where none is recorded."""
    past = [stop for stop in stops if told.holds(stop.on)]
    if past:
        yield Placing(STOPS, "", max(past).reason)


def ratings_compared(timeline: Timeline, told: Days) -> Iterator[Placing]:
    """Yield, by measure, how the latest value compares with the last one of an earlier regimen.

    A rating belongs to the regimen held on the day before it. Named totals are left out: what
    a clinic calls them is its own.
    """
    for series in series_by_measure(timeline):
        placed = [each for each in series if told.holds(each.rating.on)]
        if not placed or placed[-1].rating.measure not in BETTER:
            continue
        latest = placed[-1]
        earlier = [each for each in placed if each.regimen < latest.regimen]
        if earlier:
            gained = latest.score - earlier[-1].score
            group = BETTER_NOW if gained > 0 else WORSE_NOW if gained else SAME
            yield Placing(RATINGS, latest.rating.measure, group)


def totals(timeline: Timeline) -> Iterator[tuple[Days, Decimal]]:
    """Yield each regimen of known amounts: its days as an adult, and its mg per day."""
    for run in timeline.regimens:
        days = run.days.within(timeline.adult)
        if days and run.regimen.doses_mg:
            yield days, run.regimen.total_mg
