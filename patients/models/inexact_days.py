"""Columns for days that may be inexact: known to the day, the month or the year (FHIR R4 date)."""

from functools import partial, reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact

from patients.days import Day, day_of_iso, iso_text

LONGEST = len("2025-11-06")
LAST = "~"  # comes after each character of such a text

# Made of Django's class, because migrations would import ours.
IsDayTold = partial(Func, function="is_day_told", output_field=models.BooleanField())
PossibleFirstDay = partial(Func, function="possible_first_day", output_field=models.DateField())


class InexactDayField(models.CharField):  # type: ignore[type-arg]
    """A ``date`` or an ``InexactDay``, kept as ``2024-03-05``, ``2024-03`` or ``2024``.

    In that form texts sort by the first day that each may be, and the text of an exact day is
    not less than that of a month or year that holds it. Add ``is_day_told(name)`` to the
    table's constraints.
    """

    # What a model's attribute takes and gives, for the type checker.
    _pyi_private_set_type: Day | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Day  # type: ignore[assignment]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", LONGEST)
        options.setdefault("db_collation", "C")
        super().__init__(*args, **options)

    def from_db_value(self, value: str | None, *_: Any) -> Day | None:
        """Read the column."""
        return None if value is None else day_of_iso(value)

    def to_python(self, value: Any) -> Any:
        """Read a text; a day stays as it is. Raises ``ValueError`` for any other text."""
        return day_of_iso(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Write the column, or what it is compared with."""
        return value if value is None or isinstance(value, str) else iso_text(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Write the value for a fixture."""
        value = self.value_from_object(obj)
        return "" if value is None else iso_text(value)


def is_day_told(name: str) -> Exact:
    """Return the condition of a check constraint: the column holds a day as ``iso_text`` does."""
    return Exact(IsDayTold(name), Value(value=True))


def first_day(name: str) -> "Func[Any]":
    """Return the first date that a column may be, for a check constraint to compare with."""
    return PossibleFirstDay(F(name))


def may_be_on(name: str, day: Day) -> Q:
    """Keep the rows whose column may be the same day as ``day``."""
    ranges = (Q((f"{name}__range", ends)) for ends in ranges_of(day))
    return reduce(or_, ranges)


def ranges_of(day: Day) -> list[tuple[str, str]]:
    """The first and last text of each range of columns that may be the same day as ``day``.

    Two may be if one of the texts begins with the other: ``1980`` and ``1980-05-01``. Ranges,
    because LIKE may not use an index under row-level security.
    """
    text = iso_text(day)
    shorter = (text[:length] for length in (len("2025"), len("2025-11")) if length < len(text))
    return [(text, text + LAST), *((each, each) for each in shorter)]
