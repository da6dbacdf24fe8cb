"""Whatever is sent, the answer is never a fault of ours; ``make trust`` sends more of it."""

import pytest

from tests.trust.bad_input import SEED, Sender

pytestmark = pytest.mark.django_db


def test_generated_requests_are_all_answered():
    assert list(Sender(SEED).faults(250)) == []
