"""Whatever is sent, the answer is never a fault of ours; ``make trust`` sends more of it."""

import pytest

from tests.trust.bad_input import SEED, Sender

pytestmark = pytest.mark.django_db


def test_generated_requests_are_all_answered():
    sender = Sender(SEED)
    every_address_as_two_people = 2 * len(sender.routes)

    assert list(sender.faults(every_address_as_two_people + 150)) == []
