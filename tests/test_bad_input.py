"""Whatever is sent, the answer is never a fault of ours; ``make trust`` sends more of it.

Each run sends something else. ``SEED=…`` repeats the run that told this seed.
"""

from pathlib import Path

import pytest

from tests.trust.bad_input import Sender, a_seed
from tests.trust.over_http import HttpSender
from tests.trust.serving import serving


@pytest.mark.django_db
def test_generated_requests_are_all_answered():
    sender = Sender(a_seed())
    every_address_as_two_people = 2 * len(sender.routes)

    faults = list(sender.faults(every_address_as_two_people + 150))

    assert faults == [], f"SEED={sender.seed}"


@pytest.mark.django_db(transaction=True)
def test_the_server_answers_all_that_a_browser_would_never_send(tmp_path: Path):
    with serving(tmp_path / "said") as server:
        sender = HttpSender(a_seed(), server.port)
        every_address_as_two_people = 2 * len(sender.routes)

        faults = list(sender.faults(every_address_as_two_people + 150))

    assert faults == [], f"SEED={sender.seed}"
