"""Comparing names and numbers as a reader reads and sees them, not by code points.

Two forms are compared. Two texts are alike if either form is the same:

- ``folded``: what is read, without its case. Letters of another script, width or style
  become the Latin ones they look like, digits the ASCII digits of the same value.
- ``shape``: what is seen, by the skeleton of Unicode's UTS #39: ``O`` looks like ``0``, and
  ``I`` and ``l`` like ``1``. It is in capitals except for ``l``, which does not look like
  ``L``, so that ``IS-1`` and ``LS-1``, the initials of two patients, stay apart.

PostgreSQL has both as ``text_folded`` and ``text_shape``, made from the same tables
(``patients/database/sql/before``). The columns that constraints compare are computed there,
so no statement can write them. Both forms leave out characters that show nothing.
"""

import json
import re
import unicodedata
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Replace
from django.db.models.lookups import Exact

from patients.models.like_patterns import beginning

VERSION = "13.0.0"
FOLDER = Path(__file__).parents[1] / "unicode"
TABLES: dict[str, Any] = json.loads(
    (FOLDER / f"look_alikes-{VERSION}.json").read_text(encoding="ascii")
)
IN_DIGITS = re.compile(r"[0-9]+")
PUNCTUATION = str.maketrans("", "", "-./_:,#")  # what number_keys leaves out of a number
UNSEEN = re.compile(f"[{TABLES['unseen']}]")


# Computed by PostgreSQL. Made of Django's classes, because migrations would import ours.
Folded = partial(Func, function="text_folded", output_field=TextField())
Shape = partial(Func, function="text_shape", output_field=TextField())
NumberKeys = partial(Func, function="number_keys", output_field=TextField())


def folded(text: str) -> str:
    """What a reader reads: ``Ζ-０７`` (a Greek Zeta, wide digits) becomes ``z-07``."""
    return _looked_up(text, TABLES["folded"])


def shape(text: str) -> str:
    """What a reader sees: the same for ``T-01`` and ``T-Ol``."""
    return _looked_up(text, TABLES["shape"])


def alike(one: str, other: str) -> bool:
    """True if two texts read or look the same."""
    return folded(one) == folded(other) or shape(one) == shape(other)


def like(field: str, text: str) -> Q:
    """Keep the rows whose column is alike a text. Computed for each row, without an index."""
    column, typed = F(field), Value(text)
    return Q(Exact(Folded(column), Folded(typed))) | Q(Exact(Shape(column), Shape(typed)))


def without_spaces(field: str) -> Replace:
    """A column of numbers as they are compared: people write ``T 12`` for ``T12``."""
    return Replace(F(field), Value(" "), Value(""))


def folded_number(text: str) -> str:
    """What ``Patient.number_folded`` holds for a record number."""
    return folded(text.replace(" ", ""))


def number_pattern(text: str) -> str:
    """The ``LIKE`` pattern of the ``number_keys`` that begin with a number as typed.

    It may lack the punctuation: ``a0037`` finds ``A-0037``. Digits alone may follow letters or
    signs, and zeros before them may be left out or typed: ``37`` and ``0037`` find ``A-0037``,
    ``0037`` and ``37``, and not ``137``. Empty, which finds nothing, for a text without either.
    """
    bare = folded_number(text).translate(PUNCTUATION)
    if IN_DIGITS.fullmatch(bare):
        return f"% {beginning(bare.lstrip('0') or bare)}"
    return beginning(bare) if bare else ""


def begins_number(text: str) -> Q:
    """Keep the rows of patients whose record number begins with a number as typed."""
    is_like = Func(
        NumberKeys("number_folded"),
        Value(number_pattern(text)),
        template="%(expressions)s",
        arg_joiner=" LIKE ",
        output_field=BooleanField(),
    )
    return Q(is_like)


def shape_of_number(text: str) -> str:
    """What ``Patient.number_shape`` holds for a record number."""
    return shape(text.replace(" ", ""))


def _looked_up(text: str, table: dict[str, str]) -> str:
    seen = UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    return "".join(table.get(character, character) for character in seen)
