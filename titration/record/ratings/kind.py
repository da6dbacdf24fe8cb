"""What the rest of the house knows of ratings."""

from functools import lru_cache

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
from titration.record.ratings.forms import RatingForm
from titration.record.ratings.models import Rating
from titration.record.ratings.rows import fact_words, latest_first, rating_rows
from titration.record.ratings.views import correct_rating, record_ratings

NEWEST = 8  # rows on the chart


def opened(chart: Opening) -> OpenedForm:
    """Ratings of today."""
    return OpenedForm(drawn(), {"rated_on": chart.today})


@lru_cache
def drawn() -> str:
    """The fields, drawn once: they are the same for every patient."""
    return fields_of(RatingForm())


def section(chart: Charted) -> ChartSection:
    """The newest ratings, latest first."""
    rows = latest_first(chart.recorded.ratings)
    shown = rating_rows(chart.newest(rows, NEWEST), chart.markings)
    return ChartSection("record/ratings/_rows.html", shown, len(rows), wide=True)


KIND = Kind(
    model=Rating,
    fact=rules.RatingFact,
    fact_words=fact_words,
    pages=[Page("record/", record_ratings, "record-ratings")],
    in_page=InPage(key="r", route="record-ratings", what="ratings", opened=opened),
    section=section,
    correct=correct_rating,
)
