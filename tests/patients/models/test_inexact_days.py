"""Columns of inexact days: what PostgreSQL takes for a day, and the first one that it may be."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.days import Day, InexactDay, day_of_iso, first_of, iso_text

pytestmark = pytest.mark.django_db


def in_postgresql(function: str, told: str) -> Any:
    """Call one of our functions with a text."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [told])
        return cursor.fetchone()[0]


def months(day: date) -> InexactDay:
    return InexactDay.in_month(day.year, day.month)


def years(day: date) -> InexactDay:
    return InexactDay.in_year(day.year)


some_days: st.SearchStrategy[Day] = st.dates() | st.dates().map(months) | st.dates().map(years)


@given(some_days)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_day_told_is_one_and_has_the_same_first_day(db: None, day: Day) -> None:
    assert in_postgresql("is_day_told", iso_text(day)) is True
    assert in_postgresql("possible_first_day", iso_text(day)) == first_of(day)


@given(some_days, some_days)
def test_texts_sort_as_the_first_days_do(one: Day, other: Day) -> None:
    if first_of(one) != first_of(other):
        assert (iso_text(one) < iso_text(other)) == (first_of(one) < first_of(other))


@pytest.mark.parametrize(
    "text", ["", "soon", "20", "2026-1", "2026-13", "2026-00", "2026-02-30", "0000", "2026-01-08 "]
)
def test_any_other_text_is_no_day(text: str) -> None:
    assert in_postgresql("is_day_told", text) is False
    assert in_postgresql("possible_first_day", text) is None
    with pytest.raises(ValueError, match=r"."):
        day_of_iso(text)
