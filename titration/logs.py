"""Log lines without clinical content."""

import logging
import traceback
from types import TracebackType

type_of_exc_info = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WordlessFormatter(logging.Formatter):
    """Writes where an exception happened and of what type, never what it said.

    An exception's message can quote the row it failed on: a database's
    constraint error does.
    """

    def formatException(self, ei: type_of_exc_info) -> str:  # noqa: N802 - logging's name
        kind, _, where = ei
        frames = "".join(traceback.format_tb(where))
        return f"{frames}{kind.__qualname__ if kind else ''}"
