"""Birth dates in what is typed into the search, as the product's date fields read them."""

from django.core.exceptions import ValidationError

from patients.days import Day, InexactDay
from patients.models.folded_names import BETWEEN_WORDS
from patients.web.fields import DayAsToldField

MOST_WORDS = 3  # 14 Mar 1979


def births_in(text: str) -> tuple[list[tuple[str, Day]], list[Day]]:
    """Read a text as a name with a birth date before or after it; and all of it as a birth date.

    There may be several readings: ``Jan 1979`` is a month, or a Jan who was born in 1979. A year
    alone is none: it is the beginning of a record number.
    """
    words = BETWEEN_WORDS.split(text)
    places = range(1, len(words))
    parted = [(words[:place], words[place:]) for place in places]
    parted += [(words[place:], words[:place]) for place in places]
    told = [(" ".join(name), day_in(day)) for name, day in parted]
    whole = day_in(words)
    is_a_year = isinstance(whole, InexactDay) and not whole.is_in_one_month
    return [(name, day) for name, day in told if day], [whole] if whole and not is_a_year else []


def day_in(words: list[str]) -> Day | None:
    """Read words as a day, a month or a year; ``None`` if they are none."""
    if len(words) > MOST_WORDS:
        return None
    try:
        return DayAsToldField().to_python(" ".join(words))
    except ValidationError:
        return None
