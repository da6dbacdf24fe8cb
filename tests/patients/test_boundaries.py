"""A few of the pairs that ``make trust`` tries by the thousand."""

import pytest

from tests.acting import asked
from tests.patients.models.kinds import CLINICAL
from tests.trust import boundaries

pytestmark = pytest.mark.django_db


def test_no_pair_of_an_account_and_a_row_is_shown_wrongly_whatever_the_code_forgets():
    world = boundaries.a_world(clinics=3)

    assert boundaries.wrongly_shown(world, 300) == 0
    assert boundaries.pages_that_leak(world, 30) == 0


def test_without_the_policies_the_same_pairs_are_shown_what_they_must_not_see():
    world = boundaries.a_world(clinics=2)
    asked("SET CONSTRAINTS ALL IMMEDIATE")
    for model in CLINICAL:
        asked(f"ALTER TABLE {model._meta.db_table} DISABLE ROW LEVEL SECURITY")

    assert boundaries.wrongly_shown(world, 50) > 0
    assert boundaries.pages_that_leak(world, 20) > 0
