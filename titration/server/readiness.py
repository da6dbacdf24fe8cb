"""Checks that the database accepts writes and is of this version."""

import threading
import time
from functools import cache
from typing import Any

from django.db import DatabaseError, connection, transaction

from patients.database import applied_migrations, sql_files
from titration.server import metrics

# A request asks again which version the database is of once the last answer is this old.
CHECKED_FOR_SECONDS = 5
# Counts more rows than fit the memory allowed, so PostgreSQL must write to its disk. Inserting
# one row does not reveal a full disk: it fits into a page and a log file already there.
LITTLE_MEMORY = "SET LOCAL work_mem = '64kB'"
FILL_A_FILE = "SELECT count(*) FROM generate_series(1, 20000)"
# A standby refuses this, and so does a database that is set to be read only.
WRITE = """
    INSERT INTO shared_cache (cache_key, value, expires) VALUES ('readiness', '', now())
    ON CONFLICT (cache_key) DO UPDATE SET expires = now()
"""
# Who serves sees of other roles' connections how many there are, and no more.
CONNECTIONS = """
    SELECT sum(numbackends)::int, current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
    FROM pg_stat_database
"""


def try_to_write() -> None:
    """Write one row that no page reads. Raises ``DatabaseError`` if that fails."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (LITTLE_MEMORY, FILL_A_FILE, WRITE):
            cursor.execute(statement)


def connections_in_use(cursor: Any) -> tuple[int, int]:
    """How many connections the database's server has, and how many it allows."""
    cursor.execute(CONNECTIONS)
    in_use, limit = cursor.fetchone()
    return in_use, limit


def other_version() -> str | None:
    """Why the database is of another version, in one sentence; ``None`` if it is of this one.

    It compares migrations and SQL files, not what PostgreSQL holds: that takes 30 ms. Where
    anything is counted, the connections are, as often as this is asked.
    """
    with connection.cursor() as cursor:
        if meters := metrics.meters():
            meters.note_connections(*connections_in_use(cursor))
        if sentence := applied_migrations.difference(cursor):
            return sentence
        recorded = sql_files.recorded(cursor)
    recorded.pop(sql_files.WHAT_THEY_MADE, None)
    return None if recorded == expected_hashes() else sql_files.OF_ANOTHER_VERSION


@cache
def expected_hashes() -> dict[str, str]:
    """Return the hashes of the SQL files, read once: an upgrade may replace the files."""
    return sql_files.hashes()


class LastAnswer:
    """What ``other_version`` last said in this process, asked again every five seconds.

    One thread asks; the others go on with the answer before. A database that does not answer
    is no reason to refuse: the page says so itself.
    """

    def __init__(self) -> None:
        self.sentence: str | None = None
        self.asked_at = time.monotonic()
        self.is_asking = threading.Lock()

    def of_another_version(self) -> bool:
        """True if the database was of another version some seconds ago at most."""
        is_old = time.monotonic() - self.asked_at >= CHECKED_FOR_SECONDS
        if is_old and self.is_asking.acquire(blocking=False):
            try:
                self.sentence = other_version()
            except DatabaseError:
                self.sentence = None
            finally:
                self.asked_at = time.monotonic()
                self.is_asking.release()
        return self.sentence is not None
