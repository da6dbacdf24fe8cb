"""The access log in words: who did what, with which record numbers, from where, and the outcome."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from patients.accounts.forms.access_log import AccessLogQuery
from patients.models import Account, Clinic, Outcome, RecordNumber, keyset

SECOND = "%d-%b-%Y %H:%M:%S"
# The first word of an action names what was done with a record; every other action changed one.
DONE = {
    "read": "Opened",
    "list": "Listed",
    "register": "Registered",
    "reading": "Opened",
    "export": "Exported",
    "print": "Printed",
}
OF_THE_LOG = {
    "glance": "Saw the clinic at a glance",
    "read-access-log": "Read this log",
    "export-access-log": "Exported this log",
    "break-glass": "Took emergency access",
}
COLUMNS = ("time (UTC)", "name", "e-mail", "what", "record number", "from", "outcome")
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One access in words."""

    at: str
    at_utc: str
    full_name: str
    email: str
    what: str
    record_numbers: list[str]
    address: str
    outcome: str
    is_refused: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, with the addresses of the pages beside it and of its export."""

    lines: list[Line]
    is_narrowed: bool
    newer_url: str | None
    older_url: str | None
    export_query: str


def log_page(clinic: Clinic, page: keyset.Page, asked: AccessLogQuery) -> LogPage:
    """A page made from rows that have the ``access_log.FIELDS``."""
    parameters = {"clinic": clinic.pk, **asked.in_address}
    edges = page.rows[:1] + page.rows[-1:]
    return LogPage(
        lines=lines(clinic, page.rows),
        is_narrowed=bool(asked.in_address),
        newer_url=f"?{urlencode({**parameters, 'before': edges[0]['id']})}"
        if page.has_previous
        else None,
        older_url=f"?{urlencode({**parameters, 'after': edges[-1]['id']})}"
        if page.has_next
        else None,
        export_query=urlencode(parameters),
    )


def lines(clinic: Clinic, rows: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The rows in words, without record numbers of other clinics' patients."""
    people = Account.objects.in_bulk({row["account_id"] for row in rows} - {None})
    ids = {patient_id for row in rows for patient_id in row["patient_ids"]}
    known = RecordNumber.objects.filter(clinic=clinic, pk__in=ids)
    numbers = dict(known.values_list("pk", "record_number"))
    return [line(clinic, row, people.get(row["account_id"]), numbers) for row in rows]


def line(
    clinic: Clinic, row: Mapping[str, Any], who: Account | None, numbers: Mapping[int, str]
) -> Line:
    """One row in words, by the clinic's clock."""
    action: str = row["action"]
    return Line(
        at=f"{clinic.clock(row['at']):{SECOND}}",
        at_utc=f"{row['at']:%Y-%m-%dT%H:%M:%SZ}",
        full_name=who.name_at(row["at"]) if who else "Nobody signed in",
        email=who.email if who else "",
        what=OF_THE_LOG.get(action) or DONE.get(action.partition("-")[0], "Changed"),
        record_numbers=sorted(numbers[pk] for pk in row["patient_ids"] if pk in numbers),
        address=row["address"] or "",
        outcome=Outcome(row["outcome"]).label,
        is_refused=row["outcome"] == Outcome.REFUSED,
    )


def as_csv(found: Iterable[Line]) -> str:
    """The lines as CSV, one for each record number, with their headings."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for row in found:
        for number in row.record_numbers or [""]:
            cells = (
                row.at_utc,
                row.full_name,
                row.email,
                row.what,
                number,
                row.address,
                row.outcome,
            )
            table.writerow([harmless(cell) for cell in cells])
    return written.getvalue()


def harmless(cell: str) -> str:
    """A cell in a form that no spreadsheet reads as a formula."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell
