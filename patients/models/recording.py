"""The instant at which something is recorded: now, unless the demo tells of an earlier one.

PostgreSQL sets the instants of all that the web server writes, so only a command that runs as
the database's owner can record as of an earlier instant.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_earlier: ContextVar[datetime | None] = ContextVar("recorded_as_of", default=None)


def recording_instant() -> datetime:
    """The instant at which what is recorded now counts as recorded, in UTC."""
    return _earlier.get() or timezone.now()


@contextmanager
def recorded_as_of(instant: datetime) -> Iterator[None]:
    """Record what the block records as of an earlier instant: for invented patients only."""
    earlier = _earlier.set(instant)
    try:
        yield
    finally:
        _earlier.reset(earlier)
