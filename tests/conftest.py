"""What every test has: the embedded database, unless DATABASE_URL names another."""

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

FIND_TRUNCATE_TRIGGERS = """
    SELECT tgrelid::regclass, quote_ident(tgname)
    FROM pg_trigger WHERE tgname LIKE '%\\_keeps\\_rows'
"""


KEEP_RUNNING = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    server = settings.EMBEDDED_DATABASE
    is_worker = hasattr(config, "workerinput")
    config.stash[KEEP_RUNNING] = is_worker or server is None or server.is_running()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the embedded database as it was found."""
    if not config.stash[KEEP_RUNNING]:
        settings.EMBEDDED_DATABASE.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Start the embedded database for the first test that needs one."""
    if settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let a transactional test empty the tables that refuse to be emptied."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(FIND_TRUNCATE_TRIGGERS)
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
