"""Finding patients by name, record number and birth date, exactly, nearly, or most alike.

However many patients there are, each part of a search ends after so many as are shown. Names and
birth dates are looked up as ranges of an index, which row-level security lets PostgreSQL use;
what is looked up by trigrams is found by two functions of ours (``app_numbered`` and
``app_near_names``), which keep to the acting account's clinics.
``docs/adr/0035-finding-patients.md`` says why.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db import connection

from patients.days import Day
from patients.models.folded_names import ANY_NAME, LAST, Parts, parts_of
from patients.models.inexact_days import ranges_of
from patients.models.like_patterns import ANYTHING, FEWEST_LETTERS, beginning, kept_by_a_slip, slips
from patients.models.look_alikes import number_pattern

MOST_PATTERNS = 400  # a longer text is not looked for with slips
MOST_TEXTS = 3  # of which the nearest names are looked for

# Each part of the UNION ends after so many patients, in the order of its index.
BEGIN_SO = """
    SELECT name.id
    FROM unnest(%(clinics)s::bigint[]) clinic (id),
        jsonb_to_recordset(%(names)s::jsonb) asked (family text, given text, born text[]),
        LATERAL (
            (
                SELECT id FROM patients_patient
                WHERE clinic_id = clinic.id AND asked.given = ''
                    AND family_folded >= asked.family AND family_folded < asked.family || %(last)s
                    AND (asked.born IS NULL OR born_on LIKE ANY (asked.born))
                ORDER BY family_folded, given_folded LIMIT %(most)s
            ) UNION ALL (
                SELECT id FROM patients_patient
                WHERE clinic_id = clinic.id AND asked.family = ''
                    AND given_folded >= asked.given AND given_folded < asked.given || %(last)s
                    AND (asked.born IS NULL OR born_on LIKE ANY (asked.born))
                ORDER BY given_folded, family_folded LIMIT %(most)s
            ) UNION ALL (
                SELECT id FROM patients_patient
                WHERE clinic_id = clinic.id AND asked.family <> '' AND asked.given <> ''
                    AND family_folded >= asked.family AND family_folded < asked.family || %(last)s
                    AND given_folded >= asked.given AND given_folded < asked.given || %(last)s
                    AND (asked.born IS NULL OR born_on LIKE ANY (asked.born))
                LIMIT %(most)s
            ) UNION ALL (
                SELECT patient.id
                FROM patients_formerdetails former
                JOIN patients_patient patient ON patient.id = former.patient_id
                WHERE clinic_id = clinic.id
                    AND former.family_folded >= asked.family
                    AND former.family_folded < asked.family || %(last)s
                    AND former.given_folded >= asked.given
                    AND former.given_folded < asked.given || %(last)s
                    AND (asked.born IS NULL OR patient.born_on LIKE ANY (asked.born))
                LIMIT %(most)s
            )
        ) name
    UNION
    SELECT birth.id
    FROM unnest(%(clinics)s::bigint[]) clinic (id),
        unnest(%(first_days)s::text[], %(last_days)s::text[]) day (first, last),
        LATERAL (
            SELECT id FROM patients_patient
            WHERE clinic_id = clinic.id AND born_on >= day.first AND born_on <= day.last
            ORDER BY born_on LIMIT %(most)s
        ) birth
    UNION
    SELECT app_numbered(%(clinics)s::bigint[], %(number)s, %(most)s)
"""
# The likeness of a patient is the sum over what was typed; of two names the likest is told.
NEAR = """
    WITH alike AS (
        SELECT near.patient_id, near.formerly, name.typed, max(near.likeness) AS likeness
        FROM jsonb_to_recordset(%(names)s::jsonb)
                AS name (typed text, kept text[], patterns text[], others text[], born text[]),
            app_near_names(%(clinics)s::bigint[], typed, kept, patterns, others, born) near
        WHERE near.patient_id <> ALL (%(found)s::bigint[])
        GROUP BY 1, 2, 3
    ), best AS (
        SELECT DISTINCT ON (patient_id) patient_id, formerly, sum(likeness) AS likeness
        FROM alike GROUP BY 1, 2
        ORDER BY patient_id, sum(likeness) DESC, formerly
    )
    SELECT patient_id, formerly FROM best ORDER BY likeness DESC, patient_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Search:
    """A search among the patients of some clinics, with its names folded.

    ``names`` are what the text may be the beginning of, each with the birth date typed beside
    it or ``None``. ``days`` are birth dates for which all of the text may stand.
    """

    clinic_ids: list[int]
    text: str
    names: list[tuple[Parts, Day | None]]
    days: list[Day]


def search_for(
    text: str, *, births: Sequence[tuple[str, Day]], days: Sequence[Day], clinic_ids: list[int]
) -> Search:
    """Fold what was typed: a name, or a record number, or one of ``births`` or ``days``.

    ``births`` are readings of the text as a name with a birth date beside it.
    """
    told: list[tuple[str, Day | None]] = [(text, None), *births]
    folded = parts_of([name for name, _ in told])
    names = [(parts, day) for every, (_, day) in zip(folded, told, strict=True) for parts in every]
    return Search(clinic_ids, text, names, list(days))


def begin_so(search: Search, *, most: int) -> list[int]:
    """Return the ids of patients whose name, former name or number begins as was typed.

    And of those who were born then. If there are more than ``most``, at least one more is among
    them.
    """
    ranges = [each for day in search.days for each in ranges_of(day)]
    values = {
        "clinics": search.clinic_ids,
        "names": json.dumps(beginnings(search)),
        "first_days": [first for first, _ in ranges],
        "last_days": [last for _, last in ranges],
        "number": number_pattern(search.text),
        "last": LAST,
        "most": most + 1,
    }
    return [patient_id for (patient_id,) in rows(BEGIN_SO, values)]


def nearly_so(search: Search, *, found: Collection[int], most: int) -> dict[int, str]:
    """Return other patients whose name begins as was typed but for one slip in each name.

    The likest first, by id, each with the former name that does so, or an empty text.
    """
    asked = near_beginnings(search)
    is_long = sum(len(each["patterns"]) for each in asked) > MOST_PATTERNS
    return {} if is_long else near(search, asked, found, most)


def nearest(search: Search, *, most: int) -> dict[int, str]:
    """Return the patients with a name most alike one typed, as ``nearly_so`` does.

    Of those whose first four letters are typed so, but for one slip.
    """
    texts = {text: None for parts, _ in search.names for name in parts for text in name}
    asked = []
    for text in [text for text in texts if len(text) >= FEWEST_LETTERS][:MOST_TEXTS]:
        first = text[:FEWEST_LETTERS]
        patterns = {beginning(first), *slips(first)}
        asked.append(near_name(text, patterns, patterns))
    return near(search, asked, (), most)


def near(
    search: Search, asked: Sequence[dict[str, Any]], found: Collection[int], most: int
) -> dict[int, str]:
    """Return the patients with a name that is asked for, the likest first."""
    values = {"clinics": search.clinic_ids, "names": json.dumps(asked), "found": list(found)}
    return dict(rows(NEAR, values | {"most": most})) if asked else {}


def beginnings(search: Search) -> list[dict[str, Any]]:
    """The folded beginnings of family and given name, either way round."""
    return [
        {"family": family, "given": given, "born": born_patterns(day)}
        for (one, other), day in search.names
        for each in product(one, other)
        for family, given in (each, each[::-1])
    ]


def near_beginnings(search: Search) -> list[dict[str, Any]]:
    """The patterns of names that begin so but for slips; of two names the longer is looked up."""
    asked = []
    for parts, day in search.names:
        one, other = sorted(parts, key=lambda name: max(map(len, name), default=0), reverse=True)
        patterns = {pattern for text in one for pattern in slips(text)}
        if patterns:
            kept = {pattern for text in one for pattern in kept_by_a_slip(text)}
            others = {pattern for text in other for pattern in (beginning(text), *slips(text))}
            if other is not ANY_NAME:
                whole = {beginning(text) for text in one}
                kept, patterns = kept | whole, patterns | whole
            asked.append(near_name(max(one, key=len), kept, patterns, others, day))
    return asked


def near_name(
    typed: str,
    kept: Collection[str],
    patterns: Collection[str],
    others: Collection[str] = (ANYTHING,),
    day: Day | None = None,
) -> dict[str, Any]:
    """A name as ``app_near_names`` reads it."""
    return {
        "typed": typed,
        "kept": sorted(kept),
        "patterns": sorted(patterns),
        "others": sorted(others),
        "born": born_patterns(day),
    }


def born_patterns(day: Day | None) -> list[str] | None:
    """The ``LIKE`` patterns of birth dates that may be a day; ``None`` for any."""
    if day is None:
        return None
    return [first if first == last else first + ANYTHING for first, last in ranges_of(day)]


def rows(sql: str, values: dict[str, Any]) -> list[Any]:
    """Run a statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
