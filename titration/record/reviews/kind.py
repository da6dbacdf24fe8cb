"""Tells the other packages about reviews."""

from functools import lru_cache

from patients.access import Right
from titration import rules
from titration.record.in_page import fields_of
from titration.record.kind import (
    Charted,
    ChartSection,
    ChartState,
    InPage,
    Kind,
    OpenedForm,
    Page,
)
from titration.record.reviews.forms import ReviewForm
from titration.record.reviews.models import Review
from titration.record.reviews.rows import fact_words, latest_reviewed_first, review_rows
from titration.record.reviews.views import correct_review, record_review

NEWEST = 5  # rows on the chart


def open_form(chart: ChartState) -> OpenedForm:
    """Open the form for a review of today; it asks for the next date if the reader may set it."""
    fields = fields_markup(sets_next=Right.SET_REVIEW_DATE in chart.rights)
    return OpenedForm(fields, {"reviewed_on": chart.today})


@lru_cache
def fields_markup(*, sets_next: bool) -> str:
    """Return the fields' markup; it is kept, once with the next date and once without."""
    return fields_of(ReviewForm(sets_next=sets_next))


def section(chart: Charted) -> ChartSection:
    """The newest reviews, latest first."""
    rows = latest_reviewed_first(chart.recorded.reviews)
    shown = review_rows(chart.newest("reviews", rows, NEWEST), chart.markings)
    return ChartSection("record/reviews/_rows.html", "reviews", shown, len(rows))


KIND = Kind(
    model=Review,
    fact=rules.ReviewFact,
    fact_words=fact_words,
    pages=[Page("record/", record_review, "record-review")],
    in_page=InPage(key="v", route="record-review", what="review", open_form=open_form),
    section=section,
    correct=correct_review,
)
