"""Comparing texts that identify somebody: by what is read and seen, not by code points.

Two forms are compared, and two texts are alike where either form is the same:

- ``folded``: what is read, whatever its case. Letters of another script, width or style
  become the Latin ones they look like, digits the ASCII digits of the same value.
- ``shape``: what is seen, as the skeleton of Unicode's UTS #39 tells it: ``O`` looks like
  ``0``, and ``I`` and ``l`` like ``1``. It is in capitals, but for ``l``, which looks unlike
  ``L``: so ``IS-1`` and ``LS-1``, the initials of two patients, stay apart.

PostgreSQL has both as ``text_folded`` and ``text_shape``, made from the same tables
(``patients/database/sql/before``): what holds a constraint is computed there, so nobody can
write it. Characters that show nothing are left out by both.
"""

import json
import re
import unicodedata
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Replace
from django.db.models.lookups import Exact

VERSION = "13.0.0"
FOLDER = Path(__file__).parents[1] / "unicode"
TABLES: dict[str, Any] = json.loads(
    (FOLDER / f"look_alikes-{VERSION}.json").read_text(encoding="ascii")
)
UNSEEN = re.compile(f"[{TABLES['unseen']}]")


# Computed by the database. Not classes of ours, which migrations would have to import.
Folded = partial(Func, function="text_folded", output_field=TextField())
Shape = partial(Func, function="text_shape", output_field=TextField())


def folded(text: str) -> str:
    """What is read: ``Ζ-０７`` (a Greek Zeta, wide digits) becomes ``z-07``."""
    return _looked_up(text, TABLES["folded"])


def shape(text: str) -> str:
    """What is seen: ``T-01`` and ``T-Ol`` have the same."""
    return _looked_up(text, TABLES["shape"])


def alike(one: str, other: str) -> bool:
    """Whether two texts are read or seen as the same."""
    return folded(one) == folded(other) or shape(one) == shape(other)


def like(field: str, text: str) -> Q:
    """Keep the rows in which a column is alike a text; computed for each row."""
    column, typed = F(field), Value(text)
    return Q(Exact(Folded(column), Folded(typed))) | Q(Exact(Shape(column), Shape(typed)))


def without_spaces(field: str) -> Replace:
    """A number's column as it is compared: people write ``T 12`` for ``T12``."""
    return Replace(F(field), Value(" "), Value(""))


def folded_number(text: str) -> str:
    """What ``Patient.number_folded`` holds of a record number."""
    return folded(text.replace(" ", ""))


def shape_of_number(text: str) -> str:
    """What ``Patient.number_shape`` holds of a record number."""
    return shape(text.replace(" ", ""))


def _looked_up(text: str, table: dict[str, str]) -> str:
    seen = UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    return "".join(table.get(character, character) for character in seen)
