"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

FRAME = ("SAVEPOINT", "RELEASE", "SELECT set_config")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Fills, at the end, with the statements about rows, without those around a transaction."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield found
    sent = [query["sql"] for query in queries]
    found += [sql for sql in sent if not sql.strip().startswith(FRAME)]
