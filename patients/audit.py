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

# Inserts an ``AuditEvent``. Written out, because every page about patients runs it and the
# ORM would compose it each time.
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
    """No audit event could be written, so nothing is shown and nothing is saved."""


@dataclass(frozen=True)
class AuditedRequest:
    """A request, its network address, and the actions and patients of its audit events so far.

    ``refused`` are those of the actions that were refused.
    """

    request_id: uuid.UUID
    address: str | None
    actions: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    patient_ids: set[int] = field(default_factory=set)


_current_request: ContextVar[AuditedRequest | None] = ContextVar("current_request", default=None)


@contextmanager
def during_request(audited: AuditedRequest) -> Iterator[None]:
    """Give every event that is written inside the id and address of one request."""
    token = _current_request.set(audited)
    try:
        yield
    finally:
        _current_request.reset(token)


def current_request() -> AuditedRequest:
    """The request that is being answered; outside of any request, a new one each time."""
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
    """Write one audit event: ids and a word for the action, nothing clinical.

    Raises ``NotOnRecord`` if the database refuses it.
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
        raise  # the database cannot be reached: the error page says so
    except DatabaseError as error:
        raise NotOnRecord from error
    request.actions.append(action)
    if outcome == Outcome.REFUSED:
        request.refused.append(action)
    request.patient_ids.update(named)
