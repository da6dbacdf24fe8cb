"""Count the statements a page sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

FRAME = ("SAVEPOINT", "RELEASE", "SELECT set_config")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Yield a list; at the block's end it holds the statements, without those of transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield found
    sent = [query["sql"] for query in queries]
    found += [sql for sql in sent if not sql.strip().startswith(FRAME)]
