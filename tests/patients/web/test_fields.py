"""Each refusal of a date is a sentence that names what was typed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from patients.web.fields import DayField

REFUSED_DAYS = {
    "": "Enter a date, for example 06-Nov-2025.",
    "31-Feb-2025": "31-Feb-2025 is not a date. Write it like 06-Nov-2025.",
    "06/11/2025": "06/11/2025 is not a date. Write it like 06-Nov-2025.",
    "06-Nov-25": "06-Nov-25 is not a date. Write it like 06-Nov-2025.",
    "tomorrow": "tomorrow is not a date. Write it like 06-Nov-2025.",
    "x" * 31: "This is not a date. Write it like 06-Nov-2025.",
    "06-Nov-2025\x00": "This is not a date. Write it like 06-Nov-2025.",
    "06-Nov-0205": "06-Nov-0205 is before 1900.",
    "01-Jan-0001": "01-Jan-0001 is before 1900.",
    "31-Dec-1899": "31-Dec-1899 is before 1900.",
    "2200-01-01": "2200-01-01 is after 2199.",
    "31-Dec-9999": "31-Dec-9999 is after 2199.",
}


@pytest.mark.parametrize(("typed", "sentence"), REFUSED_DAYS.items())
def test_refuses_a_date_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        DayField().clean(typed)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("typed", ["06-Nov-2025", "6-nov-2025", "2025-11-06", " 06-NOV-2025 "])
def test_reads_a_date(typed: str) -> None:
    assert DayField().clean(typed) == date(2025, 11, 6)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_takes_the_first_and_the_last_date(day: date) -> None:
    assert DayField().clean(day.isoformat()) == day


def test_shows_a_date_with_its_month_in_letters() -> None:
    assert 'value="06-Nov-2025"' in DayField().widget.render("day", date(2025, 11, 6))
