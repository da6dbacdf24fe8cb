"""Tells the other packages about ratings."""

from patients.access import Right
from titration import rules
from titration.record.kind import (
    Charted,
    ChartSection,
    InPage,
    Kind,
    Page,
)
from titration.record.ratings.models import Rating
from titration.record.ratings.rows import fact_words, latest_rated_first, rating_rows
from titration.record.ratings.views import correct_rating, record_ratings

NEWEST = 5  # rows on the chart


def section(chart: Charted) -> ChartSection:
    """The newest ratings, latest first."""
    rows = latest_rated_first(chart.recorded.ratings)
    shown = rating_rows(chart.newest("ratings", rows, NEWEST), chart.markings)
    return ChartSection("record/ratings/_rows.html", "ratings", shown, len(rows), wide=True)


KIND = Kind(
    model=Rating,
    fact=rules.RatingFact,
    fact_words=fact_words,
    pages=[Page("record/", record_ratings, "record-ratings")],
    in_page=InPage(key="r", route="record-ratings", label="Ratings", right=Right.RECORD_RATING),
    section=section,
    correct=correct_rating,
)
