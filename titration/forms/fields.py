"""The field for an amount of baclofen, which answers in its own words."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from patients.forms.fields import quoted
from titration.rules import number

IN_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?")
WITH_A_COMMA = re.compile(r"[0-9]+,[0-9]+")
WITH_A_UNIT = re.compile(r"[0-9.]+ *[a-zµ]+", re.IGNORECASE)
BELOW_ZERO = re.compile(r"[-−–] *[0-9.]+")
MOST_DECIMALS = 2
LIMIT_MG = Decimal(1000)


class AmountField(forms.Field):
    """One amount of baclofen in mg: more than 0, less than 1,000, at most two decimals."""

    default_error_messages = {"required": "Enter the amount in mg, for example 12.5."}

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input-dose"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> Decimal | None:
        """The amount typed, in mg. Raises ``ValidationError`` naming the rule it breaks."""
        text = str(value or "").strip()
        if not text:
            return None
        if not IN_DIGITS.fullmatch(text):
            raise ValidationError(why_not_digits(text), code="invalid")
        return within_limits(Decimal(text))

    def prepare_value(self, value: Any) -> Any:
        """As doses are written everywhere: no trailing zero."""
        return number(value) if isinstance(value, Decimal) else value


def why_not_digits(text: str) -> str:
    """The sentence for an amount that is not digits with at most one point."""
    if WITH_A_COMMA.fullmatch(text):
        return f"{quoted(text)} has a comma. An amount is written with a point, like 12.5."
    if BELOW_ZERO.fullmatch(text):
        return f"{quoted(text)} is below zero. An amount is more than 0 mg."
    if WITH_A_UNIT.fullmatch(text):
        return f"{quoted(text)} has letters. Write the amount in mg as a number alone, like 12.5."
    return f"{quoted(text)} is not an amount. Write it in digits, like 12.5."


def within_limits(amount: Decimal) -> Decimal:
    """The amount in mg, or a ``ValidationError`` naming the limit it breaks."""
    decimals = -int(amount.as_tuple().exponent)
    if decimals > MOST_DECIMALS:
        raise ValidationError("An amount has at most two decimals.", code="decimals")
    if not amount:
        raise ValidationError("An amount is more than 0 mg.", code="zero")
    if amount >= LIMIT_MG:
        raise ValidationError("An amount is less than 1,000 mg.", code="limit")
    return amount
