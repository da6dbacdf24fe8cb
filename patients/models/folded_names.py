"""Patients' names as they are searched, sorted and compared: in one folded form.

``name_folded``, a function of PostgreSQL, makes it. It removes accents and other marks, and
whatever stands between letters: spaces, apostrophes, hyphens, joiners. It ignores case, takes
``İ``, ``I``, ``ı`` and ``i`` for one letter, and ``ß`` for ``ss``. So a name is found from a
keyboard that lacks its letters: ``Yiğit`` by ``yigit``, ``O’Weiß`` by ``OWEISS``.

A name itself is shown as recorded; the folded form is never shown.
"""

import re
from functools import partial, reduce
from itertools import chain
from operator import or_

from django.db import connection
from django.db.models import Func, Q, TextField

# In the order of code points: PostgreSQL then finds a beginning by an index, in every database.
FOLDED_NAME = TextField(db_collation="C")
LAST = "\U0010ffff"
BETWEEN_WORDS = re.compile(r"[\s,\u060c]+")

FOLD = """
    SELECT name_folded(name) FROM unnest(%s::text[]) WITH ORDINALITY AS names (name, place)
    ORDER BY place
"""

# Made of Django's class, because migrations would import ours.
NameFolded = partial(Func, function="name_folded", output_field=TextField())


def folded_names(names: list[str]) -> list[str]:
    """The folded form of each name, as PostgreSQL computes it."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD, [names])
        return [folded for (folded,) in cursor.fetchall()]


def begins_with(text: str) -> Q:
    """Keep the rows with the details of a patient whose name begins with ``text``.

    ``text`` may be the beginning of one name, or of both in either order: ``example, ada``,
    ``ada ex``.
    """
    words = BETWEEN_WORDS.split(text)
    pairs = [(words[:place], words[place:]) for place in range(1, len(words))]
    whole, *parts = folded_names([text, *("".join(part) for part in chain(*pairs))])
    begins = [begins_field("family_folded", whole), begins_field("given_folded", whole)]
    for one, other in zip(parts[::2], parts[1::2], strict=True):
        begins += [
            begins_field("family_folded", one) & begins_field("given_folded", other),
            begins_field("given_folded", one) & begins_field("family_folded", other),
        ]
    return reduce(or_, begins)


def begins_field(field: str, folded: str) -> Q:
    """Keep the rows whose column begins with a folded text; none if that is empty.

    A range and not LIKE, which may not use an index under row-level security.
    """
    if not folded:
        return Q(pk__in=[])
    return Q((f"{field}__gte", folded), (f"{field}__lt", folded + LAST))
