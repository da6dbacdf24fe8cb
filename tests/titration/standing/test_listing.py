"""Every order of the worklist comes from an index: nothing is sorted, whatever the size."""

import re
from collections.abc import Callable

import pytest
from django.db import connection

from patients.models import Clinic
from patients.models.keyset import Order, backwards, beyond
from tests.factories import a_patient
from titration.standing.listing import COLUMNS, COUNTS, FIRST_ROWS
from titration.standing.models import BY_NAME, MORNING, Standing
from titration.standing.situation import GROUP_SPAN, GROUPS, Group

pytestmark = pytest.mark.django_db

# So few rows are quickly scanned and sorted; what no index gives, PostgreSQL still does so.
AS_IN_A_LARGE_CLINIC = """
    SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off
"""
VIEWS = [(role, group) for role in GROUPS for group in Group]


def plan(rows: object) -> str:
    """Return how PostgreSQL reads a page, if it avoids what a large clinic would not bear."""
    with connection.cursor() as cursor:
        cursor.execute(AS_IN_A_LARGE_CLINIC)
    return str(rows[:25].explain())  # type: ignore[index]


@pytest.mark.parametrize("role", GROUPS)
def test_the_first_patients_of_all_groups_are_read_from_it_too(clinic: Clinic, role: str):
    a_patient(clinic)
    statement = FIRST_ROWS.format(columns=COLUMNS, place=f"{role}_place")
    with connection.cursor() as cursor:
        cursor.execute(AS_IN_A_LARGE_CLINIC)
        cursor.execute(f"EXPLAIN {statement}", [[0], [GROUP_SPAN], [25], clinic.pk, 0])
        said = "\n".join(line for (line,) in cursor.fetchall())

    (condition,) = (line for line in said.split("\n") if "Index Cond" in line and "place" in line)
    assert f"standing_by_{role}" in said
    assert "clinic_id" in condition


@pytest.mark.parametrize("role", GROUPS)
def test_the_patients_of_a_group_are_counted_in_the_index_of_the_role(clinic: Clinic, role: str):
    a_patient(clinic)
    with connection.cursor() as cursor:
        cursor.execute(AS_IN_A_LARGE_CLINIC)
        statement = COUNTS.format(place=f"{role}_place")
        cursor.execute(f"EXPLAIN {statement}", [1001, [clinic.pk], [0], [GROUP_SPAN]])
        said = "\n".join(line for (line,) in cursor.fetchall())

    (condition,) = (line for line in said.split("\n") if "Index Cond" in line)
    assert f"standing_by_{role}" in said
    assert "clinic_id" in condition
    assert f"{role}_place" in condition


@pytest.mark.parametrize(("role", "group"), VIEWS)
def test_a_group_is_read_in_its_order_from_the_index_of_the_role(
    clinic: Clinic, role: str, group: Group
):
    a_patient(clinic)
    rows = (
        Standing.objects.listed()
        .in_clinics([clinic.pk])
        .in_group(role, group)
        .order_by(*MORNING[role])
    )

    said = plan(rows)

    assert f"standing_by_{role}" in said
    assert "Sort" not in said


def test_all_are_read_by_name_from_an_index(clinic: Clinic):
    a_patient(clinic)

    said = plan(Standing.objects.listed().in_clinics([clinic.pk]).order_by(*BY_NAME))

    assert "standing_by_name" in said
    assert "Sort" not in said


@pytest.mark.parametrize("order", [BY_NAME, *MORNING.values()], ids=lambda order: order[0])
@pytest.mark.parametrize("direction", [tuple, backwards], ids=["on", "back"])
def test_a_page_further_on_begins_within_the_index(
    clinic: Clinic, order: Order, direction: Callable[[Order], Order]
):
    patient = a_patient(clinic)
    rows = Standing.objects.listed().in_clinics([clinic.pk])

    said = plan(beyond(rows, direction(order), patient.pk))

    assert re.search(r"Index Cond: \(.*\(ROW\(", said)
    assert "Sort" not in said
