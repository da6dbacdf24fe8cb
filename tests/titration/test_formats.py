"""Dates cannot be misread: 06-Nov-2025 out, that or ISO in."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2025, 11, 6), "06-Nov-2025"),
        (date(2025, 9, 30), "30-Sep-2025"),
        (datetime(2025, 11, 6, 14, 5, tzinfo=UTC), "06-Nov-2025 14:05"),
    ],
)
def test_dates_are_shown_with_the_month_in_letters(value: date, shown: str):
    assert Template("{{ value }}").render(Context({"value": value})) == shown


@pytest.mark.parametrize("typed", ["06-Nov-2025", "6-nov-2025", "2025-11-06"])
def test_both_ways_of_writing_a_date_are_read(typed: str):
    assert forms.DateField().clean(typed) == date(2025, 11, 6)


@pytest.mark.parametrize("typed", ["06/11/2025", "11-06-2025", "31-Feb-2025"])
def test_a_date_that_could_be_misread_is_refused(typed: str):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)
