"""The only writer of the audit log."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import DatabaseError, OperationalError, connection
from django.db.models import Model
from django.utils import timezone

from patients.models import Account, Outcome

# An ``AuditEvent``, of which every page about patients writes one: not composed each time.
WRITE = """
    INSERT INTO patients_auditevent (
        at, account_id, action, outcome, clinic_id, patient_ids, object_type, object_id,
        request_id, address
    ) VALUES (
        %(at)s, %(account)s, %(action)s, %(outcome)s, %(clinic)s, %(patients)s::bigint[],
        %(object_type)s, %(object)s, %(request)s, %(address)s
    )
"""


class NotOnRecord(Exception):
    """What was asked for could not be put on record, so it is neither shown nor done."""


@dataclass(frozen=True)
class AuditedRequest:
    """A request, the network address it came from, and what its events have said so far."""

    request_id: uuid.UUID
    address: str | None
    actions: list[str] = field(default_factory=list)
    patient_ids: set[int] = field(default_factory=set)


_current_request: ContextVar[AuditedRequest | None] = ContextVar("current_request", default=None)


@contextmanager
def during_request(audited: AuditedRequest) -> Iterator[None]:
    """Put every event written inside down to one request."""
    token = _current_request.set(audited)
    try:
        yield
    finally:
        _current_request.reset(token)


def current_request() -> AuditedRequest:
    """The request now being answered; outside of any, one that is like no other."""
    return _current_request.get() or AuditedRequest(uuid.uuid4(), None)


def record(
    action: str,
    *,
    by: Account | None,
    outcome: Outcome = Outcome.ALLOWED,
    clinic_id: int | None = None,
    patient_ids: Iterable[int] = (),
    about: Model | None = None,
) -> None:
    """Write one event. It carries ids and a word for the action, nothing clinical.

    Raises ``NotOnRecord`` where the log refuses it.
    """
    request = current_request()
    named = list(patient_ids)
    event = {
        "at": timezone.now(),
        "account": by.pk if by is not None else None,
        "action": action,
        "outcome": outcome.value,
        "clinic": clinic_id,
        "patients": named,
        "object_type": (about._meta.model_name or "") if about is not None else "",
        "object": about.pk if about is not None else None,
        "request": request.request_id,
        "address": request.address,
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(WRITE, event)
    except OperationalError:
        raise  # the database is away, which has a page of its own
    except DatabaseError as error:
        raise NotOnRecord from error
    request.actions.append(action)
    request.patient_ids.update(named)
