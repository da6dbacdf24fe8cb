"""Set up what every test has: the embedded database, unless DATABASE_URL names another."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from patients.database import roles as database_roles
from patients.database import sql_files
from titration.server.embedded_database import EmbeddedDatabase

pytest_plugins = ["tests.fixtures"]

# No test depends on how fast a machine is: the first run of a fresh clone also
# makes Hypothesis's tables of characters, which takes seconds on a busy one.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

FOLLOW_TIME_TRAVEL = """
    CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz VOLATILE LANGUAGE sql AS $$
        SELECT coalesce(
            NULLIF(current_setting('tests.now', true), '')::timestamptz, clock_timestamp()
        )
    $$
"""
END_OTHER_SESSIONS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'
"""

STOP_AFTERWARDS = pytest.StashKey[EmbeddedDatabase | None]()


def pytest_configure(config: pytest.Config) -> None:
    server = settings.EMBEDDED_DATABASE
    is_worker = hasattr(config, "workerinput")
    is_ours_to_stop = server and not is_worker and not server.is_running()
    config.stash[STOP_AFTERWARDS] = server if is_ours_to_stop else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the embedded database if this run started it."""
    if server := config.stash[STOP_AFTERWARDS]:
        server.stop()


def emptying(*_: object, **__: object) -> list[str]:
    """Return the statements that delete all rows, append-only ones too, but touch no empty table.

    Truncating every table, as Django does, makes some 200 files anew after each test.
    """
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = sorted(map(connection.ops.quote_name, names))
    held = " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(held)
        filled = [table for (table,) in cursor.fetchall()]
    return [
        *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in filled),
        *(f"DELETE FROM {table}" for table in filled),
        "SET CONSTRAINTS ALL IMMEDIATE",
        *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in filled),
    ]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Start the embedded database for the first test that needs one.

    Another server is given the roles, unless it has them.
    """
    if settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        database_roles.make(cursor)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let transactional tests empty append-only tables, and let ``app_now()`` follow tests."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(FOLLOW_TIME_TRAVEL)
        # The servers that some tests start refuse a database that differs from this.
        sql_files.record_fingerprint(cursor)
    with pytest.MonkeyPatch.context() as patch:
        # Emptying the tables after a transactional test made Django's content types and
        # permissions anew each time; the product reads neither.
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_arguments: None)
        patch.setattr(flush, "sql_flush", emptying)
        yield
    # A browser may still hold a connection of the live server: let it not keep the database.
    # This one may have been ended by a test, so it is made anew.
    connection.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHER_SESSIONS)
