"""What the drawing tells of one day in words: the line above it, at rest today.

Only what is drawn is told, so not what was over before the range that is shown.

The script of the page (``static/js/drawing.js``) writes the same words for other days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from patients.days import day_text
from titration.chart.drawing import DrawnGap, DrawnStep, DrawnStretch, DrawnTreatment, Picture
from titration.rules import SEVERITIES, counted

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class DayTold:
    """One day in words; ``is_severe`` if one of its side effects was."""

    day: str
    dose: str
    effects: str
    is_severe: bool
    treatments: str
    ratings: str


def told_today(picture: Picture) -> DayTold:
    """Tell the day at which the drawing rests."""
    today = picture.today
    severities = [stretch.severity for _, stretch in effects_on(picture, today)]
    return DayTold(
        day=day_text(today),
        dose=dose_on(picture, today),
        effects="; ".join(effect_words(picture, today)) or NOTHING,
        is_severe="severe" in severities,
        treatments="; ".join(treatment_words(picture, today)) or NOTHING,
        ratings="; ".join(rating_words(picture, today)) or NOTHING,
    )


def dose_on(picture: Picture, day: date) -> str:
    """``20 mg three times a day = 60 mg per day, day 18``; the words of a gap; or a dash.

    The day counts from the first step of the regimen: a mere change of phase begins none.
    """
    taken: list[DrawnStep | DrawnGap] = [*picture.steps, *picture.gaps]
    since, says = day, ""
    for held in sorted(taken, key=lambda each: each.days.since):
        if held.says != says:
            since, says = held.days.since, held.says
        if held.days.holds(day):
            return f"{says}, day {(day - since).days + 1}"
    return NOTHING


def effects_on(picture: Picture, day: date) -> list[tuple[str, DrawnStretch]]:
    """Return the effects there on a day and their stretch, the severest first."""
    found = [
        (effect.says, stretch)
        for effect in picture.effects
        for stretch in effect.stretches
        if stretch.days.holds(day)
    ]
    return sorted(found, key=lambda told: -SEVERITIES.index(told[1].severity))


def effect_words(picture: Picture, day: date) -> Iterator[str]:
    """Yield ``Drowsiness, severe, day 7``; the day counts from the change to this severity."""
    for name, stretch in effects_on(picture, day):
        yield f"{name}, {stretch.severity}, day {(day - stretch.days.since).days + 1}"


def treatment_words(picture: Picture, day: date) -> Iterator[str]:
    """Yield the treatments of a day, and how long before it the last of one day was given."""
    drawn = [each for each in picture.treatments if (each.days.until or day) > picture.first]
    for lane in dict.fromkeys(each.lane for each in drawn):
        begun = [each for each in drawn if each.lane == lane and each.days.since <= day]
        if any(each.days.holds(day) for each in begun):
            yield lane
        elif begun and is_one_day(begun[-1]):
            yield f"{lane} {counted((day - begun[-1].days.since).days, 'day')} before"


def is_one_day(treatment: DrawnTreatment) -> bool:
    """True if a treatment was given on one day, such as an injection."""
    days = treatment.days
    return days.until is not None and (days.until - days.since).days == 1


def rating_words(picture: Picture, day: date) -> Iterator[str]:
    """Yield the last ratings up to a day: ``Spasm 4, Pain 3, 24-Nov-2026``, those of a day once."""
    by_day: dict[date, list[str]] = {}
    for measure in picture.measures:
        known = [rating for rating in measure.ratings if picture.first <= rating.on <= day]
        if known:
            by_day.setdefault(known[-1].on, []).append(known[-1].says)
    for on, said in by_day.items():
        yield f"{', '.join(said)}, {day_text(on)}"
