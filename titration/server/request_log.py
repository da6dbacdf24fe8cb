"""Log lines, of JSON or short ones for a terminal, with nothing of a patient.

Of JSON they hold only the fields on a list.

A line holds the time, level, logger and place in the code; for a request its id, account
id, route pattern, status and duration; for an exception its classes and its traceback
without messages. The values that fill a message are never logged: a path, an address typed
at sign-in or PostgreSQL's error message can each quote a patient's data.
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
    """Put the id of one request into every line logged inside the block."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)


class WordlessFormatter(logging.Formatter):
    """Writes one log record as one line of JSON.

    A library may fill its message before it logs it. So the message of another package is
    kept only if it is a template that comes with arguments, and then without them.
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


class ShortFormatter(logging.Formatter):
    """Writes one log record as one short line for a person, without a word of a patient.

    ``14:02:07 ERROR RuntimeError in page.py:93 chart_page``: the last is where an exception was
    raised, or else where the line was logged.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).astimezone()
        told = f"{record.name} {record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            (happened, *_) = _what_happened(record.exc_info[1])
            raised_in = happened["passed"][-1].rpartition("/")[2] if happened["passed"] else told
            told = f"{happened['kind']} in {raised_in}"
        return f"{at:%H:%M:%S} {record.levelname} {told}"


def _what_happened(error: BaseException) -> list[dict[str, Any]]:
    """Return an exception and its causes, newest first: the class and traceback of each."""
    found: list[dict[str, Any]] = []
    behind: BaseException | None = error
    while behind is not None and len(found) < 5:
        frames = traceback.extract_tb(behind.__traceback__)
        passed = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        found.append({"kind": type(behind).__qualname__, "passed": passed})
        behind = behind.__cause__ or behind.__context__
    return found


def _refuse(value: object) -> str:
    """Write the class of a value that is neither text nor a number."""
    return type(value).__qualname__
