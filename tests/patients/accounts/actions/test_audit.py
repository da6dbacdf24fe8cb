"""Every write about an account or a clinic leaves its event; without the event it is undone."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, transaction

from patients.audit import NotOnRecord
from patients.models import AuditEvent
from tests.patients.accounts.actions.account_writes import WRITES, a_scene
from tests.patients.events import events

pytestmark = pytest.mark.django_db

every_write = pytest.mark.parametrize("action", WRITES)


def ready(action: str) -> Callable[[], object]:
    """One write, its preparation done."""
    return cast("Callable[[], object]", WRITES[action](a_scene()))


def account_rows() -> list[Any]:
    """Return every row of this package, except audit events."""
    models = [*apps.get_app_config("patients").get_models(), Authenticator]
    kept = [model for model in models if model is not AuditEvent]
    return [list(model._default_manager.order_by("pk").values()) for model in kept]


@every_write
def test_every_write_leaves_its_event(action: str):
    act = ready(action)
    before = len(events())

    act()

    assert action in {event["action"] for event in events()[before:]}


@every_write
def test_a_write_whose_event_is_refused_is_not_made(action: str):
    act = ready(action)
    before = account_rows()
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE patients_auditevent"
            f" ADD CONSTRAINT log_is_full CHECK (action <> '{action}') NOT VALID"
        )

    with pytest.raises(NotOnRecord), transaction.atomic():  # as every request is
        act()

    assert account_rows() == before
