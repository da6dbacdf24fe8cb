"""Checks that the database accepts writes and is of this version."""

import threading
import time
from functools import cache

from django.db import DatabaseError, connection, transaction

from patients.database import applied_migrations, sql_files

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


def try_to_write() -> None:
    """Write one row that no page reads. Raises ``DatabaseError`` if that fails."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (LITTLE_MEMORY, FILL_A_FILE, WRITE):
            cursor.execute(statement)


def other_version() -> str | None:
    """Why the database is of another version, in one sentence; ``None`` if it is of this one.

    It compares migrations and SQL files, not what PostgreSQL holds: that takes 30 ms.
    """
    with connection.cursor() as cursor:
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
