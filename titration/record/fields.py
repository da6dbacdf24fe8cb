"""Fields for amounts and scores, each with error sentences of its own."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from patients.web.fields import in_ascii_digits, quoted
from titration.rules import LIMIT_SCORE, Range, number

IN_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?")
WITH_A_COMMA = re.compile(r"[0-9]+,[0-9]+")
WITH_A_UNIT = re.compile(r"[0-9.]+ *[a-zµ]+", re.IGNORECASE)
BELOW_ZERO = re.compile(r"[-−–] *[0-9.]+")
MOST_DECIMALS = 2
LIMIT_MG = 1000


class NumberField(forms.Field):
    """A number from zero up, typed in digits with at most one point."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input-dose"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> Decimal | None:
        """Read the number typed. Raises ``ValidationError``, which names the rule it breaks."""
        text = self.without_unit(in_ascii_digits(str(value or "")).strip())
        if not text:
            return None
        if not IN_DIGITS.fullmatch(text):
            raise ValidationError(self.why_not_digits(text), code="invalid")
        typed = Decimal(text)
        self.check(typed, decimals=-int(typed.as_tuple().exponent))
        return typed

    def without_unit(self, text: str) -> str:
        """Return the number alone, where its unit may be typed behind it."""
        return text

    def why_not_digits(self, text: str) -> str:
        """Return the error sentence for a text that is not digits with at most one point."""
        raise NotImplementedError

    def check(self, typed: Decimal, decimals: int) -> None:
        """Raise ``ValidationError``, which names the limit, for a number beyond one."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        """Write a number as every page does: no trailing zero."""
        return number(value) if isinstance(value, Decimal) else value


class AmountField(NumberField):
    """One amount in a unit: more than 0, less than a limit, at most two decimals."""

    def __init__(self, *, unit: str = "mg", limit: int = LIMIT_MG, **options: Any) -> None:
        self.unit, self.limit = unit, limit
        missing = f"Enter the amount in {unit}, for example 12.5."
        super().__init__(error_messages={"required": missing}, **options)

    def without_unit(self, text: str) -> str:
        """Return the amount alone: it may be typed as a page writes it, ``10 mg``."""
        number, behind = text[: -len(self.unit)].rstrip(), text[-len(self.unit) :]
        return number if number[-1:].isdigit() and behind.lower() == self.unit else text

    def why_not_digits(self, text: str) -> str:
        """Return the error sentence for a text that is no amount in digits."""
        if WITH_A_COMMA.fullmatch(text):
            return f"{quoted(text)} has a comma. An amount is written with a point, like 12.5."
        if BELOW_ZERO.fullmatch(text):
            return f"{quoted(text)} is below zero. An amount is more than 0 {self.unit}."
        if WITH_A_UNIT.fullmatch(text):
            alone = f"Write the amount in {self.unit} as a number alone, like 12.5."
            return f"{quoted(text)} has letters. {alone}"
        return f"{quoted(text)} is not an amount. Write it in digits, like 12.5."

    def check(self, typed: Decimal, decimals: int) -> None:
        """Raise ``ValidationError``, which names the limit, for an amount beyond one."""
        if decimals > MOST_DECIMALS:
            raise ValidationError("An amount has at most two decimals.", code="decimals")
        if not typed:
            raise ValidationError(f"An amount is more than 0 {self.unit}.", code="zero")
        if typed >= self.limit:
            raise ValidationError(f"An amount is less than {self.limit:,} {self.unit}.")


class ScoreField(NumberField):
    """One rating, within the range of its measure if that is known."""

    def __init__(
        self, name: str, *, within: Range | None = None, is_whole: bool = False, **options: Any
    ) -> None:
        self.within = within
        decimals = "a whole number" if is_whole else "rated"
        self.range = f"{name} is {decimals} from {within.low} to {within.high}." if within else ""
        self.decimals = 0 if is_whole else MOST_DECIMALS
        options.setdefault("label", name)
        super().__init__(required=False, **options)

    def why_not_digits(self, text: str) -> str:
        """Return the error sentence for a text that is no rating in digits."""
        if WITH_A_COMMA.fullmatch(text):
            return f"{quoted(text)} has a comma. A rating is written with a point, like 6.5."
        if BELOW_ZERO.fullmatch(text):
            return f"{quoted(text)} is below zero. {self.range}".strip()
        return f"{quoted(text)} is not a number. Write it in digits, like 6."

    def check(self, typed: Decimal, decimals: int) -> None:
        """Raise ``ValidationError``, which names the limit, for a rating beyond one."""
        if self.within and not self.within.low <= typed <= self.within.high:
            raise ValidationError(self.range, code="range")
        if decimals > MOST_DECIMALS:
            raise ValidationError("A rating has at most two decimals.", code="decimals")
        if decimals > self.decimals:
            raise ValidationError(self.range, code="whole")
        if typed >= LIMIT_SCORE:
            raise ValidationError(f"A total is less than {LIMIT_SCORE:,}.", code="limit")
