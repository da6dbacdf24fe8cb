"""The only writer of the audit log."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db.models import Model

from patients.models import Account, AuditEvent, Outcome


class Asker(NamedTuple):
    """The request an event belongs to, and the network address it came from."""

    request_id: uuid.UUID
    address: str | None


_asker: ContextVar[Asker | None] = ContextVar("asker", default=None)


@contextmanager
def asked_by(asker: Asker) -> Iterator[None]:
    """Put every event written inside down to one request."""
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


def request_id() -> str:
    """The id of the request now being answered."""
    asker = _asker.get()
    return str(asker.request_id) if asker else ""


def record(
    action: str,
    *,
    by: Account | None,
    outcome: Outcome = Outcome.ALLOWED,
    clinic_id: int | None = None,
    patient_ids: Iterable[int] = (),
    about: Model | None = None,
) -> None:
    """Write one event. It carries ids and a word for the action, nothing clinical."""
    asker = _asker.get() or Asker(uuid.uuid4(), None)
    AuditEvent.objects.create(
        account_id=by.pk if by is not None else None,
        action=action,
        outcome=outcome,
        clinic_id=clinic_id,
        patient_ids=list(patient_ids),
        object_type=(about._meta.model_name or "") if about is not None else "",
        object_id=about.pk if about is not None else None,
        request_id=asker.request_id,
        address=asker.address,
    )
