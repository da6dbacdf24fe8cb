"""Whether the database can take what a page writes, and is of this version."""

from functools import cache

from django.db import connection, transaction

from patients.database import sql_files

# More than fits the memory allowed, so the database has to find room on its disk. A row
# alone does not show a full disk: it fits into a page, and a log, that are there already.
LITTLE_MEMORY = "SET LOCAL work_mem = '64kB'"
FILL_A_FILE = "SELECT count(*) FROM generate_series(1, 20000)"
# Refused by a standby, and by a database that is set to be read only.
WRITE = """
    INSERT INTO shared_cache (cache_key, value, expires) VALUES ('readiness', '', now())
    ON CONFLICT (cache_key) DO UPDATE SET expires = now()
"""


def try_to_write() -> None:
    """Write one row that nobody reads. Raises ``DatabaseError`` where that cannot be done."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (LITTLE_MEMORY, FILL_A_FILE, WRITE):
            cursor.execute(statement)


def is_of_this_version() -> bool:
    """True if the database was made by the SQL files of this code, as they last ran."""
    with connection.cursor() as cursor:
        return expected_hashes().items() <= sql_files.recorded(cursor).items()


@cache
def expected_hashes() -> dict[str, str]:
    """The hashes of the SQL files, read once: a newer version may be put in their place."""
    return sql_files.hashes()
