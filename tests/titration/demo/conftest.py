"""The demo as loaded on one chosen day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

# Noon in London, and already the next day in Auckland: each clinic has its own today.
LOADED_AT = datetime(2026, 3, 14, 12, tzinfo=UTC)


def load_demo() -> str:
    """What the command prints."""
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The demo, loaded once for a module and taken back after it; and what loading printed."""
    with time_machine.travel(LOADED_AT), django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)
