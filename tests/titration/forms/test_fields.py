"""Each refusal is a sentence of its own, and names what was typed or the rule it breaks."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from titration.forms.fields import AmountField, DayField

REFUSED_AMOUNTS = {
    "": "Enter the amount in mg, for example 12.5.",
    "   ": "Enter the amount in mg, for example 12.5.",
    "ten": "ten is not an amount. Write it in digits, like 12.5.",
    "NaN": "NaN is not an amount. Write it in digits, like 12.5.",
    "Infinity": "Infinity is not an amount. Write it in digits, like 12.5.",
    "1e9": "1e9 is not an amount. Write it in digits, like 12.5.",
    ".5": ".5 is not an amount. Write it in digits, like 12.5.",
    "5.": "5. is not an amount. Write it in digits, like 12.5.",
    "1_0": "1_0 is not an amount. Write it in digits, like 12.5.",
    "٥": "٥ is not an amount. Write it in digits, like 12.5.",
    "1\x000": "This is not an amount. Write it in digits, like 12.5.",
    "x" * 31: "This is not an amount. Write it in digits, like 12.5.",
    "12,5": "12,5 has a comma. An amount is written with a point, like 12.5.",
    "5 mg": "5 mg has letters. Write the amount in mg as a number alone, like 12.5.",
    "500mcg": "500mcg has letters. Write the amount in mg as a number alone, like 12.5.",
    "-5": "-5 is below zero. An amount is more than 0 mg.",
    "−5": "−5 is below zero. An amount is more than 0 mg.",
    "0": "An amount is more than 0 mg.",
    "0.00": "An amount is more than 0 mg.",
    "12.345": "An amount has at most two decimals.",
    "1000": "An amount is less than 1,000 mg.",
    "9" * 5000: "An amount is less than 1,000 mg.",
}
ACCEPTED_AMOUNTS = {
    "5": Decimal(5),
    " 12.5 ": Decimal("12.5"),
    "0.01": Decimal("0.01"),
    "007": Decimal(7),
    "999.99": Decimal("999.99"),
}
REFUSED_DAYS = {
    "": "Enter a date, for example 06-Nov-2025.",
    "31-Feb-2025": "31-Feb-2025 is not a date. Write it like 06-Nov-2025.",
    "06/11/2025": "06/11/2025 is not a date. Write it like 06-Nov-2025.",
    "06-Nov-25": "06-Nov-25 is not a date. Write it like 06-Nov-2025.",
    "tomorrow": "tomorrow is not a date. Write it like 06-Nov-2025.",
    "x" * 31: "This is not a date. Write it like 06-Nov-2025.",
    "06-Nov-2025\x00": "This is not a date. Write it like 06-Nov-2025.",
    "06-Nov-0205": "06-Nov-0205 is before 1900.",
}


@pytest.mark.parametrize(("typed", "sentence"), REFUSED_AMOUNTS.items())
def test_refuses_an_amount_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        AmountField().clean(typed)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(("typed", "amount"), ACCEPTED_AMOUNTS.items())
def test_reads_an_amount_in_mg(typed: str, amount: Decimal) -> None:
    assert AmountField().clean(typed) == amount


def test_shows_an_amount_without_trailing_zeros() -> None:
    assert AmountField().prepare_value(Decimal("10.00")) == "10"


@pytest.mark.parametrize(("typed", "sentence"), REFUSED_DAYS.items())
def test_refuses_a_date_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        DayField().clean(typed)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("typed", ["06-Nov-2025", "6-nov-2025", "2025-11-06", " 06-NOV-2025 "])
def test_reads_a_date(typed: str) -> None:
    assert DayField().clean(typed) == date(2025, 11, 6)


def test_shows_a_date_with_its_month_in_letters() -> None:
    assert 'value="06-Nov-2025"' in DayField().widget.render("day", date(2025, 11, 6))
