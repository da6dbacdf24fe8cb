"""Checks that the database accepts writes and is of this version."""

from functools import cache

from django.db import connection, transaction

from patients.database import sql_files

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


def is_of_this_version() -> bool:
    """True if the SQL files that last ran in the database are those of this code."""
    with connection.cursor() as cursor:
        return expected_hashes().items() <= sql_files.recorded(cursor).items()


@cache
def expected_hashes() -> dict[str, str]:
    """Return the hashes of the SQL files, read once: an upgrade may replace the files."""
    return sql_files.hashes()
