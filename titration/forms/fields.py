"""Fields that answer in their own words."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from titration.rules import number

DATE_FORMAT = "%d-%b-%Y"
DATE_EXAMPLE = "06-Nov-2025"
EARLIEST = date(1900, 1, 1)
LONGEST_QUOTED = 30

IN_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?")
WITH_A_COMMA = re.compile(r"[0-9]+,[0-9]+")
WITH_A_UNIT = re.compile(r"[0-9.]+ *[a-zµ]+", re.IGNORECASE)
BELOW_ZERO = re.compile(r"[-−–] *[0-9.]+")
MOST_DECIMALS = 2
LIMIT_MG = Decimal(1000)

NOT_A_CHOICE = "This is not one of the choices."


def quoted(text: str) -> str:
    """What was typed, to speak of it in a sentence; ``This`` where it is long or unprintable."""
    return text if len(text) <= LONGEST_QUOTED and text.isprintable() else "This"


class WordsField(forms.CharField):
    """A name or a number of somebody: words with one space between them.

    ``name`` is what its sentences call it: ``Enter the family name.``
    """

    def __init__(self, name: str, *, max_length: int, **options: Any) -> None:
        too_long = f"The {name} is at most {max_length} characters; this has %(show_value)d."
        self.not_shown = f"The {name} holds a character that cannot be shown."
        options.setdefault("label", name.capitalize())
        super().__init__(
            max_length=max_length,
            error_messages={"required": f"Enter the {name}.", "max_length": too_long},
            **options,
        )

    def to_python(self, value: Any) -> str:
        """The text. Raises ``ValidationError`` where a reader could not see all of it."""
        text = " ".join(str(super().to_python(value)).split())
        if not text.isprintable():
            raise ValidationError(self.not_shown, code="not-shown")
        return text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No ``maxlength``: the browser would cut a pasted name short and say nothing."""
        return {name: v for name, v in super().widget_attrs(widget).items() if name != "maxlength"}


class OneOfField(forms.ChoiceField):
    """One of several choices, all in sight. ``missing`` is said where none is chosen."""

    default_error_messages = {"invalid_choice": NOT_A_CHOICE}

    def __init__(self, choices: Iterable[Any], *, missing: str, **options: Any) -> None:
        super().__init__(
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": missing},
            **options,
        )


class DayField(forms.DateField):
    """A calendar date, typed as 06-Nov-2025 or as 2025-11-06, shown as 06-Nov-2025."""

    default_error_messages = {"required": f"Enter a date, for example {DATE_EXAMPLE}."}

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"For example {DATE_EXAMPLE}")
        widget = forms.DateInput(
            format=DATE_FORMAT, attrs={"class": "input-date", "autocomplete": "off"}
        )
        super().__init__(input_formats=[DATE_FORMAT, "%Y-%m-%d"], widget=widget, **options)

    def to_python(self, value: Any) -> date | None:
        """The date typed. Raises ``ValidationError`` naming what was typed."""
        value = value.strip() if isinstance(value, str) else value
        try:
            day = super().to_python(value)
        except ValidationError as problem:
            sentence = f"{quoted(str(value))} is not a date. Write it like {DATE_EXAMPLE}."
            raise ValidationError(sentence, code="invalid") from problem
        if day and day < EARLIEST:
            raise ValidationError(f"{quoted(str(value))} is before 1900.", code="early")
        return day


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
