"""Log lines of JSON that hold what is on a list, and no word of a patient's.

A line says when, how grave, which logger, and where in the code; of a request its
id, account id, route pattern, status and time; of an exception its kinds and where
it passed. What a message was filled with never gets in: a path, an address typed
at sign-in, a database's own sentence can each quote a row.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

OURS = ("patients", "titration")
ALLOWED = ("account_id", "method", "route", "status", "duration_ms")


@contextmanager
def within_request(request_id: str) -> Iterator[None]:
    """Give every line written inside the id of one request."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)


class WordlessFormatter(logging.Formatter):
    """One record as one line of JSON.

    A library may put anything into a message before it logs it, so of other people's
    records only a template that was yet to be filled is kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "where": f"{record.module}:{record.lineno}",
        }
        if request_id := _request_id.get():
            line["request_id"] = request_id
        if record.args or record.name.partition(".")[0] in OURS:
            line["message"] = record.msg
        line |= {name: vars(record)[name] for name in ALLOWED if name in vars(record)}
        if record.exc_info and record.exc_info[1]:
            line["exception"] = _what_happened(record.exc_info[1])
        return json.dumps(line, default=_refuse)


def _what_happened(error: BaseException) -> list[dict[str, Any]]:
    """An exception and those behind it, newest first: of what kind, and where each passed."""
    found: list[dict[str, Any]] = []
    behind: BaseException | None = error
    while behind is not None and len(found) < 5:
        frames = traceback.extract_tb(behind.__traceback__)
        passed = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        found.append({"kind": type(behind).__qualname__, "passed": passed})
        behind = behind.__cause__ or behind.__context__
    return found


def _refuse(value: object) -> str:
    """What is neither text nor a number is named by its kind."""
    return type(value).__qualname__
