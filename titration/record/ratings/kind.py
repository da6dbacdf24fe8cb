"""Tells the other packages about ratings."""

from functools import lru_cache

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
from titration.record.ratings.forms import RatingForm
from titration.record.ratings.models import Rating
from titration.record.ratings.rows import fact_words, latest_rated_first, rating_rows
from titration.record.ratings.views import correct_rating, record_ratings

NEWEST = 5  # rows on the chart


def open_form(chart: ChartState) -> OpenedForm:
    """Open the form for ratings of today."""
    return OpenedForm(fields_markup(), {"rated_on": chart.today})


@lru_cache
def fields_markup() -> str:
    """Return the fields' markup; it is kept: it is the same for every patient."""
    return fields_of(RatingForm())


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
    in_page=InPage(key="r", route="record-ratings", what="ratings", open_form=open_form),
    section=section,
    correct=correct_rating,
)
