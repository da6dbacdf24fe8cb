"""What every kind of change has in common: where it may stand among the others of one thing."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Protocol, TypeVar

from django.core.exceptions import ValidationError

from patients.days import Day, day_text, first_of
from patients.models import Entry

E = TypeVar("E", bound=Entry)


class DatedChange(Protocol):
    """From a day on something is otherwise; or this day was its last."""

    changed_on: date

    @property
    def is_end(self) -> bool:
        """True if this day was the last."""

    @property
    def in_words(self) -> str:
        """``severe from 18-Nov-2026``."""


def refuse_before_the_first_day(changed_on: date, first: Day, began: str) -> None:
    """Raise ``ValidationError`` for a change before the first day that a thing may have begun.

    ``began`` says what began then: ``the onset``.
    """
    if changed_on < first_of(first):
        sentence = f"This is before {began}, {day_text(first)}; one date is wrong."
        raise ValidationError({"changed_on": sentence})


def refuse_out_of_order(
    change: DatedChange, others: Collection[DatedChange], *, over_on: date | None, over: str
) -> None:
    """Raise ``ValidationError``, by field, for a change that the live others leave no place for.

    ``over_on`` is the last day that the thing's own entry told, if it was over by then;
    ``over`` says what that is: ``resolved``.
    """
    over_on = next((other.changed_on for other in others if other.is_end), over_on)
    if over_on and change.is_end:
        sentence = f"It is recorded as {over} on {day_text(over_on)} already."
        raise ValidationError({"became": sentence})
    if over_on and change.changed_on > over_on:
        sentence = f"It is recorded as {over} on {day_text(over_on)}, before this day."
        raise ValidationError({"changed_on": sentence})
    for other in others:
        if other.changed_on == change.changed_on:
            sentence = f"A change of this day is recorded already: {other.in_words}."
            raise ValidationError({"changed_on": sentence})
        if change.is_end and other.changed_on > change.changed_on:
            sentence = f"A later change is recorded: {other.in_words}. One date is wrong."
            raise ValidationError({"changed_on": sentence})


def refuse_misfit(change: E, in_words: str, check: Callable[[E], None]) -> None:
    """Raise ``ValidationError`` for a change that does not fit the entry in place of its own.

    The sentence names the change, and says what ``check`` has against it there.
    """
    try:
        check(change)
    except ValidationError as problem:
        said = f"A change of it is recorded, {in_words}, which does not fit:"
        raise ValidationError(f"{said} {' '.join(problem.messages)}") from problem
