"""No generated request is answered with a 5xx; ``make trust`` sends more of them.

Each run sends other requests. ``SEED=…`` repeats the run that printed this seed.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.patients.accounts import provider as hospital
from tests.trust.bad_input import Sender, a_seed
from tests.trust.over_http import HttpSender
from tests.trust.serving import serving


@pytest.fixture
def provider(settings: Settings) -> Iterator[None]:
    """A provider of the hospital's accounts that answers: one that is away is told with 503."""
    ours = settings.OUTSIDE_PROVIDER
    with hospital.serving(ours.client_id, ours.client_secret) as served:
        settings.OUTSIDE_PROVIDER = replace(ours, issuer=served.issuer)
        yield


@pytest.mark.django_db
def test_generated_requests_are_all_answered(provider: None):
    sender = Sender(a_seed())
    every_address_as_two_people = 2 * len(sender.routes)

    faults = list(sender.faults(every_address_as_two_people + 150))

    assert faults == [], f"SEED={sender.seed}"


@pytest.mark.django_db(transaction=True)
def test_the_server_answers_requests_that_no_browser_would_send(tmp_path: Path):
    with serving(tmp_path / "said") as server:
        sender = HttpSender(a_seed(), server.port)
        every_address_as_two_people = 2 * len(sender.routes)

        faults = list(sender.faults(every_address_as_two_people + 150))

    assert faults == [], f"SEED={sender.seed}"
