"""What the rest of the house knows of reviews."""

from functools import lru_cache

from patients.access import Right
from titration import rules
from titration.record.in_page import fields_of
from titration.record.kind import (
    Charted,
    ChartSection,
    InPage,
    Kind,
    OpenedForm,
    Opening,
    Page,
)
from titration.record.reviews.forms import ReviewForm
from titration.record.reviews.models import Review
from titration.record.reviews.rows import fact_words, latest_first, review_rows
from titration.record.reviews.views import correct_review, record_review

NEWEST = 5  # rows on the chart


def opened(chart: Opening) -> OpenedForm:
    """A review of today; the date of the next one is asked for where the reader may set it."""
    fields = drawn(sets_next=Right.SET_REVIEW_DATE in chart.rights)
    return OpenedForm(fields, {"reviewed_on": chart.today})


@lru_cache
def drawn(*, sets_next: bool) -> str:
    """The fields, drawn once for those who set the next date and once for others."""
    return fields_of(ReviewForm(sets_next=sets_next))


def section(chart: Charted) -> ChartSection:
    """The newest reviews, latest first."""
    rows = latest_first(chart.recorded.reviews)
    shown = review_rows(chart.newest(rows, NEWEST), chart.markings)
    return ChartSection("record/reviews/_rows.html", shown, len(rows))


KIND = Kind(
    model=Review,
    fact=rules.ReviewFact,
    fact_words=fact_words,
    pages=[Page("record/", record_review, "record-review")],
    in_page=InPage(key="v", route="record-review", what="review", opened=opened),
    section=section,
    correct=correct_review,
)
