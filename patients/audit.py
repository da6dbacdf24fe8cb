"""The only writer of the audit log."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import DatabaseError, OperationalError
from django.db.models import Model

from patients.models import Account, AuditEvent, Outcome


class NotOnRecord(Exception):
    """What was asked for could not be put on record, so it is neither shown nor done."""


@dataclass(frozen=True)
class Asker:
    """A request, the network address it came from, and what its events have said so far."""

    request_id: uuid.UUID
    address: str | None
    actions: list[str] = field(default_factory=list)
    patient_ids: set[int] = field(default_factory=set)


_asker: ContextVar[Asker | None] = ContextVar("asker", default=None)


@contextmanager
def asked_by(asker: Asker) -> Iterator[None]:
    """Put every event written inside down to one request."""
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


def asker() -> Asker:
    """The request now being answered; outside of any, one that is like no other."""
    return _asker.get() or Asker(uuid.uuid4(), None)


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
    request = asker()
    named = list(patient_ids)
    try:
        AuditEvent.objects.create(
            account_id=by.pk if by is not None else None,
            action=action,
            outcome=outcome,
            clinic_id=clinic_id,
            patient_ids=named,
            object_type=(about._meta.model_name or "") if about is not None else "",
            object_id=about.pk if about is not None else None,
            request_id=request.request_id,
            address=request.address,
        )
    except OperationalError:
        raise  # the database is away, which has a page of its own
    except DatabaseError as error:
        raise NotOnRecord from error
    request.actions.append(action)
    request.patient_ids.update(named)
