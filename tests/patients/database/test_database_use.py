"""A database is a demo's or a clinic's from the day its tables are made, and stays so."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import Settings

from patients.database import database_use
from tests.acting import acting_as, run_sql
from tests.factories import an_account

UNMARK = """
    ALTER TABLE database_use DISABLE TRIGGER USER;
    DELETE FROM database_use;
    ALTER TABLE database_use ENABLE TRIGGER USER;
"""
USE = "SELECT use FROM database_use"

pytestmark = pytest.mark.django_db


def mark() -> str:
    """Mark a database that has no mark; return the mark."""
    run_sql(UNMARK)
    with connection.cursor() as cursor:
        database_use.mark(cursor)
    return str(run_sql(USE)[0])


def is_refused() -> bool:
    """Return whether this mode refuses the database."""
    try:
        with transaction.atomic():
            run_sql(database_use.statement_that_refuses("It", "so there"))
    except DatabaseError as refusal:
        return ": so there.\n" in str(refusal)
    return False


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE database_use SET use = 'clinic'", "append-only: UPDATE refused"),
        ("DELETE FROM database_use", "append-only: DELETE refused"),
        ("TRUNCATE database_use", "append-only: TRUNCATE refused"),
        ("INSERT INTO database_use (use) VALUES ('clinic')", "duplicate key"),
        ("INSERT INTO database_use VALUES (false, 'clinic')", "violates check constraint"),
    ],
)
def test_even_the_tables_owner_cannot_change_the_mark(sql: str, said: str):
    with pytest.raises(IntegrityError, match=said):
        run_sql(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE database_use SET use = 'clinic'",
        "DELETE FROM database_use",
        "INSERT INTO database_use (use) VALUES ('clinic')",
    ],
)
def test_a_page_only_reads_the_mark(sql: str):
    with acting_as(an_account()):
        assert run_sql(USE) == ["demo"]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run_sql(sql)


@pytest.mark.parametrize(("is_demo", "use"), [(True, "demo"), (False, "clinic")])
def test_an_empty_database_is_marked_for_the_mode_that_makes_it(
    is_demo: bool, use: str, settings: Settings
):
    settings.IS_DEMO = is_demo

    assert mark() == use
    assert not is_refused()
    settings.IS_DEMO = not is_demo
    assert is_refused()


def test_before_the_mark_is_made_no_mode_is_refused(settings: Settings):
    run_sql("DROP TABLE database_use")

    for is_demo in (True, False):
        settings.IS_DEMO = is_demo
        assert not is_refused()


def test_the_mark_is_checked_once_for_each_new_connection(settings: Settings):
    new = connection.copy()
    new.ensure_connection()
    settings.IS_DEMO = False
    with new.cursor() as cursor:
        cursor.execute("SELECT 1")
    new.close()

    with pytest.raises(ImproperlyConfigured, match=r"\AThe database has held a demo, [^\n]+\Z"):
        new.ensure_connection()

    assert new.connection is None
