"""Ratings as rows of their table under the chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from patients.days import day_text
from titration.reading.rows import RecordedRating
from titration.record.marking import Marking, Markings
from titration.record.ratings.models import Measure
from titration.record.reporter import Reporter
from titration.rules import Range, RatingFact, better_end, number, range_of

MEASURES = dict(Measure.choices)
RATERS = {value: label.lower() for value, label in Reporter.choices}


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One rating, ready to show with the range of its scale and the better end.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    rated_on: str
    measure: str
    value: str
    scale: str
    rater: str
    marking: Marking


def latest_rated_first(rows: Sequence[RecordedRating]) -> list[RecordedRating]:
    """Sort by the day rated on, latest first; of one day, the one recorded last comes first."""
    return sorted(rows, key=lambda row: row.rated_on)[::-1]


def rating_rows(rows: Sequence[RecordedRating], markings: Markings) -> list[RatingRow]:
    """Make rows of the ratings; those in error are among them."""
    return [rating_row(row, markings) for row in rows]


def rating_row(row: RecordedRating, markings: Markings) -> RatingRow:
    """One rating as a row of the table."""
    return RatingRow(
        name=f"rating-{row.id}",
        path=f"ratings/{row.id}/",
        rated_on=day_text(row.rated_on),
        measure=measure_text(row.measure),
        value=number(row.value),
        scale=scale_text(row),
        rater=RATERS[row.rater],
        marking=markings.of(row),
    )


def measure_text(measure: str) -> str:
    """Return a built-in measure with a capital first letter, a scale's name as it was typed."""
    return MEASURES.get(measure, measure)


def measure_place(measure: str) -> tuple[int, str]:
    """Return the sort key of a measure: built-in ones in their order, then scales by name."""
    built_in = list(MEASURES)
    return (built_in.index(measure) if measure in MEASURES else len(built_in), measure)


def limits(row: RecordedRating) -> Range:
    """Return the lowest and the highest value of the measure."""
    return range_of(row.measure, row.low, row.high)


def scale_text(row: RecordedRating) -> str:
    """``0–10, lower is better``."""
    better = better_end(row.measure, row.better)
    return f"{limits(row)}, {better} is better"


def observation(row: RecordedRating) -> str:
    """A value with its day and rater: ``6 on 01-Feb-2026, by patient``."""
    return f"{number(row.value)} on {day_text(row.rated_on)}, by {RATERS[row.rater]}"


def rating_title(row: RecordedRating) -> str:
    """What the chart tells of a rating beside its value: ``0–10, lower is better: 01-Feb-2026``."""
    return f"{scale_text(row)}: {day_text(row.rated_on)}, by {RATERS[row.rater]}"


def fact_words(fact: RatingFact) -> str:
    """``Rating of 01-Feb-2026: spasm 6 (lower is better)``."""
    return (
        f"Rating of {day_text(fact.on)}: {fact.measure} {number(fact.value)}"
        f" ({fact.better} is better)"
    )
