"""Form fields with error sentences of their own."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from patients.days import Day, InexactDay, day_text
from patients.models.visible_text import (
    composed,
    is_spelled_joiner,
    names_something,
    refuse_unseen,
    validate_ascii_email,
)

DATE_FORMAT = "%d-%b-%Y"
DATE_EXAMPLE = "06-Nov-2025"
# Of dates in numbers alone only the order that is read in one way.
TYPED_DATES = (DATE_FORMAT, "%d-%B-%Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d")
TYPED_MONTHS = ("%b-%Y", "%B-%Y", "%b %Y", "%B %Y", "%Y-%m")
# Every date that a person enters lies between these, so that a day can be added to each, and
# each is an instant in every time zone.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_QUOTED = 30

NOT_A_CHOICE = "This is not one of the choices."


def in_ascii_digits(text: str) -> str:
    """Write the digits of any script as 0 to 9, and the decimal signs as a point.

    ``１０．５`` and ``١٠٫٥`` are typed on keyboards of their own; both mean 10.5.
    """
    digits = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    return (
        "".join(digits)
        .replace("\N{FULLWIDTH FULL STOP}", ".")
        .replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
    )


def quoted(text: str) -> str:
    """What was typed, in quotation marks; ``This`` if it is long or cannot be printed."""
    return text if len(text) <= LONGEST_QUOTED and text.isprintable() else "This"


class WordsField(forms.CharField):
    """A name or a number: words with one space between them.

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
        """The text. Raises ``ValidationError`` if a character of it cannot be shown."""
        text = self.tidied(str(super().to_python(value)))
        self.refuse_unseen(text)
        return text

    def tidied(self, text: str) -> str:
        """Return the text with one space between its words."""
        return " ".join(text.split())

    def refuse_unseen(self, text: str) -> None:
        """Raise ``ValidationError`` if a character of the text cannot be shown."""
        if not text.isprintable():
            raise ValidationError(self.not_shown, code="not-shown")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No ``maxlength``: the browser would cut a pasted name short and say nothing.

        Nor does it offer to others on a shared computer what was typed of a patient.
        """
        attrs = {"autocomplete": widget.attrs.get("autocomplete", "off")}
        usual = super().widget_attrs(widget)
        return attrs | {name: v for name, v in usual.items() if name != "maxlength"}


class NoteField(WordsField):
    """A note in lines of its author's own, to be shown with the CSS class ``lines``.

    Each kind of line end becomes ``\\n``; blank lines before and after the text are left out.
    """

    def __init__(self, name: str = "note", *, max_length: int, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(name, max_length=max_length, **options)

    def tidied(self, text: str) -> str:
        """Return the text in its lines, each with one space between its words."""
        return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip("\n")

    def refuse_unseen(self, text: str) -> None:
        """Raise ``ValidationError`` for a character that cannot be shown.

        A joiner that spells a word is none, as in Persian «می‌رود».
        """
        for line in text.split("\n"):
            places = range(len(line))
            super().refuse_unseen(
                "".join(line[at] for at in places if not is_spelled_joiner(line, at))
            )


class IdentifyingField(WordsField):
    """Words that identify a patient, a person, a clinic or a scale.

    They are kept in one spelling of each letter (NFC), without invisible characters.
    ``is_part``: for searching; part of such words is typed, which may be a sign alone.
    """

    def __init__(self, name: str, *, is_part: bool = False, **options: Any) -> None:
        self.is_part = is_part
        self.shows_nothing = f"The {name} needs a letter or a digit."
        super().__init__(name, **options)

    def refuse_unseen(self, text: str) -> None:
        """Raise ``ValidationError`` if a character of the text is invisible, or all of it is."""
        refuse_unseen(text, self.not_shown)
        if text and not self.is_part and not names_something(text):
            raise ValidationError(self.shows_nothing, code="shows-nothing")

    def to_python(self, value: Any) -> str:
        """The text in NFC. Raises ``ValidationError`` as ``refuse_unseen`` does."""
        return composed(super().to_python(value))


class EmailField(forms.EmailField):
    """An e-mail address in lower case, as accounts keep it.

    ASCII only, because with other letters an address can look exactly like another one.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="E-mail",
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            error_messages={
                "required": "Enter the e-mail.",
                "invalid": "Enter an e-mail such as name@clinic.example.",
                "max_length": "An e-mail has at most 254 characters; this has %(show_value)d.",
            },
            **options,
        )

    def to_python(self, value: Any) -> str:
        """The e-mail in lower case, without spaces around it. Raises ``ValidationError``."""
        text = str(super().to_python(value))
        validate_ascii_email(text)
        return text.lower()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No ``maxlength``: the browser would cut a pasted e-mail short and say nothing."""
        return {name: v for name, v in super().widget_attrs(widget).items() if name != "maxlength"}


class OneOfField(forms.ChoiceField):
    """One of several choices, all shown. ``missing`` is the error if none is chosen."""

    default_error_messages = {"invalid_choice": NOT_A_CHOICE}

    def __init__(self, choices: Iterable[Any], *, missing: str, **options: Any) -> None:
        super().__init__(
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": missing},
            **options,
        )


class DayField(forms.DateField):
    """A calendar date from 1900 to 2199, typed as 06-Nov-2025, 6 November 2025 or 2025-11-06."""

    default_error_messages = {"required": f"Enter a date, for example {DATE_EXAMPLE}."}
    example = DATE_EXAMPLE

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"For example {self.example}")
        widget = forms.DateInput(
            format=DATE_FORMAT, attrs={"class": "input-date", "autocomplete": "off"}
        )
        super().__init__(input_formats=TYPED_DATES, widget=widget, **options)

    def to_python(self, value: Any) -> date | None:
        """The date typed. Raises ``ValidationError`` naming what was typed."""
        value = " ".join(in_ascii_digits(value).split()) if isinstance(value, str) else value
        try:
            day = super().to_python(value)
        except ValidationError as problem:
            sentence = f"{quoted(str(value))} is not a date. Write it like {self.example}."
            raise ValidationError(sentence, code="invalid") from problem
        if day:
            refuse_far_away(day, str(value))
        return day


def refuse_far_away(day: date, typed: str) -> None:
    """Raise ``ValidationError`` for a day before 1900 or after 2199."""
    if day < EARLIEST:
        raise ValidationError(f"{quoted(typed)} is before {EARLIEST.year}.", code="early")
    if day > LATEST:
        raise ValidationError(f"{quoted(typed)} is after {LATEST.year}.", code="late")


class DayAsToldField(DayField):
    """A day, a month or a year from 1900 to 2199, typed as 06-Nov-2025, Nov-2025 or 2025."""

    example = f"{DATE_EXAMPLE}, Nov-2025 or 2025"

    def to_python(self, value: Any) -> Day | None:  # type: ignore[override]
        """The day typed. Raises ``ValidationError`` naming what was typed."""
        typed = " ".join(in_ascii_digits(value).split()) if isinstance(value, str) else value
        inexact = typed if isinstance(typed, InexactDay) else inexact_day(typed)
        if inexact is None:
            return super().to_python(value)
        refuse_far_away(inexact.first, str(value))
        return inexact

    def prepare_value(self, value: Any) -> Any:
        """Write an inexact day as it is typed."""
        return day_text(value) if isinstance(value, InexactDay) else super().prepare_value(value)


def inexact_day(typed: Any) -> InexactDay | None:
    """Read a month or a year as typed; ``None`` if it is neither."""
    if not isinstance(typed, str):
        return None
    for pattern in TYPED_MONTHS:
        try:
            month = datetime.strptime(typed, pattern)  # noqa: DTZ007 - a month has no time zone
        except ValueError:
            continue
        return InexactDay.in_month(month.year, month.month)
    is_year = len(typed) == len("2025") and typed.isdecimal() and typed != "0000"
    return InexactDay.in_year(int(typed)) if is_year else None


class PasswordField(forms.CharField):
    """A password, exactly as typed; ``autocomplete`` tells a password manager which one."""

    def __init__(self, *, missing: str, autocomplete: str, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(
            strip=False, widget=widget, error_messages={"required": missing}, **options
        )
