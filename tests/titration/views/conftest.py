"""The day on which a test of a page may take place."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture
def noon_on_2_march() -> Iterator[None]:
    """Noon of Monday, 2 March 2026 in London; the clock goes on from there."""
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield
