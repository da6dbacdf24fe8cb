"""Tells the other packages about reviews."""

from patients.access import Right
from titration.record.kind import (
    Charted,
    ChartSection,
    InPage,
    Kind,
    Page,
)
from titration.record.reviews.models import Review
from titration.record.reviews.rows import fact_words, latest_reviewed_first, review_rows
from titration.record.reviews.views import correct_review, record_review
from titration.rules.history import ReviewFact

NEWEST = 5  # rows on the chart


def section(chart: Charted) -> ChartSection:
    """The newest reviews, latest first."""
    rows = latest_reviewed_first(chart.recorded.reviews)
    shown = review_rows(chart.newest("reviews", rows, NEWEST), chart.markings)
    return ChartSection("record/reviews/_rows.html", "reviews", shown, len(rows))


KIND = Kind(
    model=Review,
    fact=ReviewFact,
    fact_words=fact_words,
    pages=[Page("record/", record_review, "record-review")],
    in_page=InPage(key="v", route="record-review", label="Review", right=Right.RECORD_REVIEW),
    section=section,
    correct=correct_review,
)
