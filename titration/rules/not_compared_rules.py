"""Rules that say that a dose is compared with nothing, and why.

The figures of the source's statement ``oral-maintenance`` (section "Baclofen Dosage for
Dystonia") are daily amounts for adults.
"""

from collections.abc import Iterator

from patients.days import day_text, first_of, is_inexact
from titration.rules.dose_rules import MAINTENANCE
from titration.rules.flag import Flag
from titration.rules.history import Birth
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import ADULT_AGE, Days, Held, Timeline, birthday

NOT_COMPARED = Rule(
    "comparison-not-made",
    "Dose not compared",
    (MAINTENANCE,),
    lambda _: (
        "baclofen taken before the age of 18 on any reading of the birth date, or with no birth"
        " date recorded, or a dose recorded in words; the doses are then compared with nothing"
    ),
    "context",
)


def comparison_not_made(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag each run of days on baclofen that may lie before the age of 18; each dose in words."""
    for taking in timeline.taking:
        if days := taking.within(timeline.not_adult):
            yield of_age(days, timeline, source)
    for held in timeline.held:
        if held.step.in_words:
            yield of_words(held, source)


def of_age(days: Days, timeline: Timeline, source: Source) -> Flag:
    """Return the flag of a run of days on which the patient may not be an adult."""
    observed, arithmetic = age_words(timeline)
    return Flag(
        NOT_COMPARED,
        "context",
        days.since,
        days.until,
        observed,
        f"{source.short_name}’s usual maintenance is for adults, so none is compared",
        source.cited(NOT_COMPARED.statements),
        source,
        (Birth(timeline.history.born_on), *timeline.steps_of(days)),
        arithmetic,
    )


def age_words(timeline: Timeline) -> tuple[str, str]:
    """Return what is observed of the age, and the arithmetic."""
    born_on, adult_on = timeline.history.born_on, timeline.not_adult.until
    if born_on is None:
        return "Recorded oral baclofen with no birth date recorded", "no birth date, so no age"
    reached = f"on {day_text(adult_on)}" if adult_on else "on no day of the calendar"
    born = f"born {day_text(born_on)}, so {ADULT_AGE}"
    if not is_inexact(born_on):
        return f"Recorded oral baclofen before the age of {ADULT_AGE}", f"{born} {reached}"
    earliest = birthday(first_of(born_on), ADULT_AGE)
    since = f"{day_text(earliest)} at the earliest and " if earliest else ""
    observed = f"Recorded oral baclofen with a birth date that leaves open an age under {ADULT_AGE}"
    return observed, f"{born} on {since}{reached.removeprefix('on ')} at the latest"


def of_words(held: Held, source: Source) -> Flag:
    """Return the flag of one step whose regimen is recorded in words."""
    return Flag(
        NOT_COMPARED,
        "context",
        held.days.since,
        held.days.until,
        f"Recorded “{held.step.in_words}”, in words",
        f"{source.short_name}’s usual maintenance is told in daily amounts, so none is compared",
        source.cited(NOT_COMPARED.statements),
        source,
        (held.step,),
        "no amounts of one day, so no sum and no number of doses a day",
    )
