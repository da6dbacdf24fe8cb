"""A clock that stands still until a test moves it, and a person who signed in by it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from patients.models import Account
from tests.fixtures import signed_in

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def nora(clock: time_machine.Traveller, neurologist: Account) -> Client:
    return signed_in(neurologist)
