"""Reads plain values from JSON, and refuses a wrong one in a sentence that names its place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from patients.days import Day, day_of_iso
from titration.rules.history import Fact

T = TypeVar("T")

HALF_A_LETTER = re.compile("[\ud800-\udfff]")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class NotAHistory(ValueError):
    """Why a document is not a history, in one sentence that names the place."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}" if place else problem)


def unrepeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object's names and values; refuse a name that stands twice: JSON would drop one."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotAHistory("", f"{twice!r} stands twice in one object")
    return fields


def names_of(kind: type[Fact]) -> list[str]:
    """Return the names under which a fact is written in JSON: all its fields except ``id``."""
    return [field.name for field in fields(kind) if field.name != "id"]


def an_object(value: object, place: str, names: Iterable[str]) -> dict[str, Any]:
    """Return a JSON object that has no other names than ``names``."""
    if not isinstance(value, dict):
        raise NotAHistory(place, "write a JSON object")
    for name in value:
        if name not in names:
            raise NotAHistory(place, f"{name!r} is not known here; known: {', '.join(names)}")
    return value


def a_list(value: object, place: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    """Return a JSON array, each element read by ``read``."""
    if not isinstance(value, list):
        raise NotAHistory(place, "write a JSON array")
    return tuple(read(element, f"{place}[{index}]") for index, element in enumerate(value))


def a_date(value: object, place: str) -> date:
    """Return a calendar date written YYYY-MM-DD."""
    try:
        if isinstance(value, str) and ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise NotAHistory(place, f"{value!r} is not a date written YYYY-MM-DD")


def a_day(value: object, place: str) -> Day:
    """Return a day that may be inexact, written YYYY-MM-DD, YYYY-MM or YYYY."""
    try:
        if isinstance(value, str):
            return day_of_iso(value)
    except ValueError:
        pass
    raise NotAHistory(place, f"{value!r} is not a date written YYYY-MM-DD, YYYY-MM or YYYY")


def one_of(value: object, place: str, known: tuple[Any, ...]) -> Any:
    """Return a word that is one of ``known``."""
    if not isinstance(value, str) or value not in known:
        raise NotAHistory(place, f"{value!r} is not accepted; accepted: {', '.join(known)}")
    return value


def required(fields: dict[str, Any], name: str, place: str) -> object:
    """Return the value of a name that must be there."""
    if name not in fields:
        raise NotAHistory(place, f"{name} is missing")
    return fields[name]


def a_text(value: object, place: str, what: str) -> str:
    """Return a text that is not blank and can be printed."""
    if not isinstance(value, str) or not value.strip() or HALF_A_LETTER.search(value):
        raise NotAHistory(place, f"write the {what} as a text")
    return value


def a_day_or_none(value: object, place: str) -> Day | None:
    """Return a day that may be inexact, or ``None`` for ``null``."""
    return None if value is None else a_day(value, place)


def a_date_or_none(value: object, place: str) -> date | None:
    """Return a calendar date, or ``None`` for ``null``."""
    return None if value is None else a_date(value, place)
