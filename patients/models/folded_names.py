"""Patients' names as they are searched, sorted and compared: in one folded form.

``name_folded``, a function of PostgreSQL, makes it. It removes accents and other marks, and
whatever stands between letters: spaces, apostrophes, hyphens, joiners. It ignores case, takes
``İ``, ``I``, ``ı`` and ``i`` for one letter, and ``ß`` for ``ss``. So a name is found from a
keyboard that lacks its letters: ``Yiğit`` by ``yigit``, ``O’Weiß`` by ``OWEISS``.

A name itself is shown as recorded; the folded form is never shown.

What is typed into the search is read in several ways, because ``Müller`` is written ``Mueller``
where the key is missing, and ``Ørsted`` ``Oersted``. Only the search does so: two names are the
same only if their folded forms are.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import partial, reduce
from itertools import product
from operator import or_
from typing import TypeAlias

from django.db import connection
from django.db.models import Func, Q, TextField

# In the order of code points: PostgreSQL then finds a beginning by an index, in every database.
FOLDED_NAME = TextField(db_collation="C")
LAST = "\U0010ffff"
# The letters for which two are written instead, where the key is missing.
SPELLED_OUT = str.maketrans({"ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa"})
TWO_FOR_ONE = re.compile(r"(ae|oe|ue|aa)")
MOST_PLACES = 3
FEWEST_LETTERS = 3
BETWEEN_WORDS = re.compile(r"[\s,\u060c]+")

# The folded readings of one name, and those of the other; ANY_NAME where one is told alone.
ANY_NAME: Collection[str] = ("",)
Parts: TypeAlias = tuple[Collection[str], Collection[str]]

FOLD = """
    SELECT name_folded(name) FROM unnest(%s::text[]) WITH ORDINALITY AS names (name, place)
    ORDER BY place
"""

# Made of Django's class, because migrations would import ours.
NameFolded = partial(Func, function="name_folded", output_field=TextField())
NameInAscii = partial(Func, function="name_in_ascii", output_field=TextField())


def folded_names(names: list[str]) -> list[str]:
    """The folded form of each name, as PostgreSQL computes it."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD, [names])
        return [folded for (folded,) in cursor.fetchall()]


def begins(parts: Iterable[Parts]) -> Q:
    """Keep the rows with the details of a patient whose names begin as some of ``parts``."""
    found = Q(pk__in=[])
    for one, other in parts:
        found |= begins_field("family_folded", one) & begins_field("given_folded", other)
        found |= begins_field("given_folded", one) & begins_field("family_folded", other)
    return found


def begins_field(field: str, readings: Collection[str]) -> Q:
    """Keep the rows whose column begins with one of these folded texts; none without any.

    A range and not LIKE, which may not use an index under row-level security.
    """
    if readings is ANY_NAME:
        return Q()
    ranges = (Q((f"{field}__gte", text), (f"{field}__lt", text + LAST)) for text in readings)
    return reduce(or_, ranges, Q(pk__in=[]))


def parts_of(texts: Sequence[str]) -> list[list[Parts]]:
    """What each text may be the beginning of: one name, and then two of them, at each space.

    In one statement, however many texts there are.
    """
    typed = [[(text, ""), *halves(BETWEEN_WORDS.split(text))] for text in texts]
    every_part = [part for pairs in typed for pair in pairs for part in pair]
    read = dict(zip(every_part, readings(every_part), strict=True))
    return [
        [(read[one], read[other] if other else ANY_NAME) for one, other in pairs] for pairs in typed
    ]


def halves(words: Sequence[str]) -> list[tuple[str, str]]:
    """Part words into two names, at each place between them."""
    places = range(1, len(words))
    return [("".join(words[:place]), "".join(words[place:])) for place in places]


def readings(typed: Sequence[str]) -> list[Collection[str]]:
    """The folded names that each typed text may be the beginning of; none without a letter.

    ``Müller`` is ``muller`` or ``mueller``, and so is ``Mueller``.
    """
    composed = [unicodedata.normalize("NFC", text).lower() for text in typed]
    spelled_out = [text.translate(SPELLED_OUT) for text in composed]
    folded = folded_names([*typed, *spelled_out])
    return [
        ({one} | {other} | shortened(one)) - {""}
        for one, other in zip(folded[: len(typed)], folded[len(typed) :], strict=True)
    ]


def shortened(folded: str) -> set[str]:
    """A folded text with one letter for two, at some of their places: ``muller`` for ``mueller``.

    Not of so few letters that half of a clinic would begin with them: ``ae`` is not ``a``. With
    many places, all are shortened.
    """
    parts = TWO_FOR_ONE.split(folded)  # every second part is two letters for one
    if len(parts) > 2 * MOST_PLACES + 1:
        every = ["".join(part[:1] if place % 2 else part for place, part in enumerate(parts))]
    else:
        ways = ({part, part[:1]} if place % 2 else {part} for place, part in enumerate(parts))
        every = ["".join(way) for way in product(*ways)]
    return {text for text in every if len(text) >= FEWEST_LETTERS}
