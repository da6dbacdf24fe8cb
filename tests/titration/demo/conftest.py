"""Load the demo on one chosen day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

# Noon in London is already the next day in Auckland: each clinic has its own today.
LOADED_AT = datetime(2026, 3, 14, 12, tzinfo=UTC)


def load_demo() -> str:
    """Run the command, and return what it prints."""
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Load the demo once for a module and roll it back after it; yields what loading printed."""
    with time_machine.travel(LOADED_AT), django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)
