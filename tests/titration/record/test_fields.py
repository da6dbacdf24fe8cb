"""Each refusal of an amount is a sentence that names what was typed or the rule it breaks."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from titration.record.fields import AmountField

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
    "1\x000": "This is not an amount. Write it in digits, like 12.5.",
    "x" * 31: "This is not an amount. Write it in digits, like 12.5.",
    "12,5": "12,5 has a comma. An amount is written with a point, like 12.5.",
    "5 g": "5 g has letters. Write the amount in mg as a number alone, like 12.5.",
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
