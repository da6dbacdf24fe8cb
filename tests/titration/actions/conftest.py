"""The day on which these tests take place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def today() -> Iterator[date]:
    """Noon of Monday, 2 March 2026; the clock goes on from there."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=True):
        yield noon.date()
