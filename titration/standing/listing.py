"""Reads the groups of a clinic's morning list: their first patients, and how many each has.

Every order is an index that begins with the clinic, so that a page of a clinic costs the same
however many patients it has, and each count stops where it is told to.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from patients.days import day_of_iso
from patients.models import Account
from titration.standing.situation import GROUP_SPAN, Group, first_place, group_at

Rows = list[dict[str, Any]]

# Each group is read from the index of the role, as far as it is shown. Written as SQL, like the
# count below: for every opening of the worklist the ORM took longer to compose it than
# PostgreSQL to answer.
COLUMNS = """
    standing.patient_id, standing.clinic_id, doses_mg, in_words, total_mg, notice_flags,
    situation::text, doses_told::text, neurologist_place, nurse_place,
    entered_at, entered_by, look.looked_at,
    patient.family_name AS patient__family_name, patient.given_name AS patient__given_name,
    patient.born_on AS patient__born_on, patient.record_number AS patient__record_number
"""
FIRST_ROWS = """
    SELECT {columns}
    FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) part (first, beyond, most)
    CROSS JOIN LATERAL (
        SELECT * FROM titration_standing
        WHERE clinic_id = %s AND is_listed AND {place} >= part.first AND {place} < part.beyond
        ORDER BY {place}, sort_family, sort_given, patient_id
        LIMIT part.most
    ) standing
    JOIN patients_patient patient ON patient.id = standing.patient_id
    LEFT JOIN patients_look look
        ON look.patient_id = standing.patient_id AND look.account_id = %s
    ORDER BY standing.{place}, standing.sort_family, standing.sort_given, standing.patient_id
"""
# By the index of the reader's looks: however many patients the clinic has, few are joined.
CHANGED_ROWS = """
    SELECT {columns}
    FROM patients_look look
    JOIN titration_standing standing ON standing.patient_id = look.patient_id
    JOIN patients_patient patient ON patient.id = look.patient_id
    WHERE look.account_id = %s AND look.looked_at > %s
        AND standing.clinic_id = %s AND is_listed AND {place} >= %s
        AND entered_at > look.looked_at AND entered_by <> look.account_id
    ORDER BY entered_at DESC, standing.patient_id LIMIT %s
"""
# Each group is counted in the order of the role, so that no index but that order's is read.
COUNTS = """
    SELECT clinic, first, (
        SELECT count(*) FROM (
            SELECT FROM titration_standing
            WHERE clinic_id = part.clinic AND is_listed
                AND {place} >= part.first AND {place} < part.beyond
            ORDER BY {place} LIMIT %s
        ) counted
    )
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) part (clinic, first, beyond)
"""


def rows_of_groups(
    clinic_id: int, role: str, sizes: Mapping[Group, int], reader: Account
) -> dict[Group, Rows]:
    """Return the first rows of each group of a reader's morning list, in one statement.

    A row has ``COLUMNS`` by name.
    """
    first = [first_place(role, group) for group in sizes]
    beyond = [each + GROUP_SPAN for each in first]
    found: dict[Group, Rows] = {group: [] for group in sizes}
    parts = [first, beyond, list(sizes.values())]
    for row in rows_of(FIRST_ROWS, role, [*parts, clinic_id, reader.pk]):
        found[group_at(role, row[f"{role}_place"])].append(row)
    return found


def changed_rows(clinic_id: int, role: str, reader: Account, *, since: datetime, most: int) -> Rows:
    """Return rows of everyone else whom others changed after the reader looked; latest first.

    They are in no group before, in the order of the role, and the reader looked ``since``.
    """
    rest = first_place(role, Group.REST)
    return list(rows_of(CHANGED_ROWS, role, [reader.pk, since, clinic_id, rest, most]))


def rows_of(statement: str, role: str, values: list[Any]) -> Iterator[dict[str, Any]]:
    """Run a statement for a role, and yield its rows, with ``COLUMNS`` by name."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(columns=COLUMNS, place=f"{role}_place"), values)
        names = [column.name for column in cursor.description or ()]
        for row in cursor.fetchall():
            yield as_values(dict(zip(names, row, strict=True)))


def as_values(row: dict[str, Any]) -> dict[str, Any]:
    """Read the columns that PostgreSQL gives as text, as the ORM would."""
    born_on = row["patient__born_on"]
    return row | {
        "patient__born_on": day_of_iso(born_on) if born_on else None,
        "situation": json.loads(row["situation"]),
        "doses_told": json.loads(row["doses_told"]),
    }


def counts(
    clinic_id: int, role: str, others: Iterable[int], *, up_to: int
) -> tuple[dict[Group, int], dict[int, int]]:
    """Count the groups of a clinic, each at most up to ``up_to``, and the grave of the others.

    ``others`` are the ids of the reader's other clinics. The second result says of each of them
    how many patients stand in ``GRAVE``, the first group of every role.
    """
    grave = first_place(role, Group.GRAVE)
    parts = [(clinic_id, first_place(role, group)) for group in Group]
    parts += [(other, grave) for other in others]
    clinics, first = map(list, zip(*parts, strict=True))
    beyond = [each + GROUP_SPAN for each in first]
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(place=f"{role}_place"), [up_to, clinics, first, beyond])
        found = {(clinic, place): count for clinic, place, count in cursor.fetchall()}
    here = {group: found[clinic_id, first_place(role, group)] for group in Group}
    return here, {clinic: n for (clinic, _), n in found.items() if clinic != clinic_id}
