"""Where a patient counts at a glance, found slowly: day by day, with the figures written out."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tests.titration.rules.oracle_days import (
    doses_on,
    first_possible,
    is_adult,
    last_possible,
    regimen_on,
    step_on,
)
from titration.glance.placing import Followed
from titration.rules.history import Effect, History, RatingFact

DAY = timedelta(days=1)
MEASURES = {
    "spasm", "pain", "mobility", "daily function", "sleep", "mood", "CGI severity",
    "CGI improvement",
}  # fmt: skip


def placings(followed: Followed) -> set[tuple[str, str, str]]:
    """Return plot, row and group of each place where a patient counts."""
    history, as_of = followed.history, followed.as_of
    found = {("ratings", *told) for told in ratings(history, as_of)}
    if followed.is_under_care and (now := band_on(as_of, history)):
        found.add(("doses", "", now))
    if took := days_to_range(history, as_of):
        found.add(("times", "", took))
    for band in "12345":
        if any(began_on(band, effect, history, as_of) for effect in history.side_effects):
            found.add(("effects", band, "began"))
        elif any(c.on <= as_of and band_on(c.on - DAY, history) == band for c in history.checks):
            found.add(("effects", band, "none reported"))
    reasons = {stop.on: stop.reason for stop in followed.stops if stop.on <= as_of}
    if reasons:
        found.add(("stops", "", reasons[max(reasons)]))
    return found


def band_on(day: date, history: History) -> str | None:
    """The band of an adult's total on a day; ``None`` if no total is known."""
    doses = doses_on(day, history)
    if not doses or not is_adult(day, history.born_on):
        return None
    total = sum(doses, Decimal(0))
    if total > 60:
        return "5"
    return str(1 + sum(total >= edge for edge in (15, 30, 45)))


def days_to_range(history: History, as_of: date) -> str | None:
    """How long it took from the first dose to 30 to 60 mg per day, as the groups are named."""
    taken = [step for step in history.steps if step.doses_mg or step.in_words]
    first = min(taken, key=lambda step: step.starts_on, default=None)
    if first is None or first.already_taking or not is_adult(first.starts_on, history.born_on):
        return None
    day = first.starts_on
    while day <= as_of:
        if band_on(day, history) in {"3", "4"}:
            weeks = (day - first.starts_on).days / 7
            return "28" if weeks <= 4 else "56" if weeks <= 8 else "84" if weeks <= 12 else "longer"
        day += DAY
    return None


def began_on(band: str, effect: Effect, history: History, as_of: date) -> bool:
    """True if each day on which an effect may have begun lay in one regimen of a band."""
    day, last = first_possible(effect.onset_on), last_possible(effect.onset_on)
    regimen = regimen_on(day, history)
    while day <= last:
        same = regimen_on(day, history) == regimen and day <= as_of
        if not same or band_on(day, history) != band:
            return False
        day += DAY
    return True


def ratings(history: History, as_of: date) -> Iterator[tuple[str, str]]:
    """Yield each measure rated on two regimens, and how the two values compare."""
    for measure in MEASURES:
        by_day = {r.on: r for r in history.ratings if r.measure == measure and r.on <= as_of}
        rated = [by_day[day] for day in sorted(by_day)]
        before = [
            r for r in rated if regimen_number(r, history) < regimen_number(rated[-1], history)
        ]
        if before:
            change = rated[-1].value - before[-1].value
            change = change if rated[-1].better == "higher" else -change
            yield measure, "better" if change > 0 else "worse" if change < 0 else "same"


def regimen_number(rating: RatingFact, history: History) -> int:
    """Count the changes of regimen up to the day before a rating."""
    starts = sorted(step.starts_on for step in history.steps if step.starts_on < rating.on)
    taken = [step_on(day, history) for day in starts]
    regimens = [(step.doses_mg, step.in_words) for step in taken if step]
    return sum(one != other for one, other in zip([None, *regimens], regimens, strict=False))
