"""Each refusal of a date is a sentence that names what was typed."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from patients.accounts.forms.own_account import ChangeNameForm
from patients.days import Day, InexactDay
from patients.web.fields import (
    DayAsToldField,
    DayField,
    IdentifyingField,
    NoteField,
    WordsField,
)

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


@pytest.mark.parametrize(
    ("typed", "day", "shown"),
    [
        ("06-Nov-2025", date(2025, 11, 6), "06-Nov-2025"),
        ("Nov-2025", InexactDay(date(2025, 11, 1), date(2025, 11, 30)), "Nov-2025"),
        ("february 2024", InexactDay(date(2024, 2, 1), date(2024, 2, 29)), "Feb-2024"),
        ("2024-02", InexactDay(date(2024, 2, 1), date(2024, 2, 29)), "Feb-2024"),
        (" ١٩٧٩ ", InexactDay(date(1979, 1, 1), date(1979, 12, 31)), "1979"),
    ],
)
def test_reads_a_day_a_month_or_a_year(typed: str, day: Day, shown: str) -> None:
    field = DayAsToldField()
    assert field.clean(typed) == day
    assert field.widget.format_value(field.prepare_value(day)) == shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1899", "1899 is before 1900."),
        ("2200", "2200 is after 2199."),
        ("Foo-2025", "Foo-2025 is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."),
        ("20255", "20255 is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."),
        ("2025-13", "2025-13 is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."),
        ("0000", "0000 is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."),
    ],
)
def test_refuses_what_is_no_day_month_or_year(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        DayAsToldField().clean(typed)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    ("typed", "kept"),
    {
        "Slept badly\r\nfell on Friday": "Slept badly\nfell on Friday",
        "One\rTwo\nThree\x0bFour\u2028Five": "One\nTwo\nThree\nFour\nFive",
        "\n \r\n First  \n\n  Third\t\n\n": "First\n\nThird",
        "5\u00a0mg\tat night": "5 mg at night",
        " \n\t ": "",
        "می\u200cرود": "می\u200cرود",
    }.items(),
)
def test_a_note_keeps_its_lines(typed: str, kept: str) -> None:
    assert NoteField(max_length=500, required=False).clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["with\x08food", "x\x00", "a\u202eb", "ad\u200bvice", "a\u200cb", "\u200c\nرود"]
)
def test_a_note_shows_all_its_characters(typed: str) -> None:
    with pytest.raises(ValidationError, match="holds a character that cannot be shown"):
        NoteField(max_length=500, required=False).clean(typed)


def test_a_note_has_at_most_as_many_characters_line_ends_included() -> None:
    field = NoteField(max_length=5)

    assert field.clean("ab\r\ncd") == "ab\ncd"
    with pytest.raises(ValidationError, match="at most 5 characters; this has 6"):
        field.clean("ab\r\ncde")


@pytest.mark.parametrize(
    "field",
    [
        WordsField("detail", max_length=9),
        NoteField(max_length=9),
        IdentifyingField("name", max_length=9),
        DayField(),
        DayAsToldField(),
    ],
)
def test_the_browser_keeps_nothing_that_was_typed_about_a_patient(field: forms.Field):
    assert 'autocomplete="off"' in field.get_bound_field(forms.Form(), "it").as_widget()


def test_a_persons_own_name_is_filled_in_by_their_browser():
    assert 'autocomplete="name"' in str(ChangeNameForm()["full_name"])
