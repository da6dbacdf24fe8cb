"""A clock that stands still, a person who signed in by it, and the hospital's provider."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from patients.models import Account
from tests.fixtures import signed_in
from tests.patients.accounts.provider import Provider, serving

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def nora(clock: time_machine.Traveller, neurologist: Account) -> Client:
    return signed_in(neurologist)


@pytest.fixture
def provider(settings: Settings, db: None) -> Iterator[Provider]:
    """The hospital's provider, named by the settings; no try of an earlier test counts."""
    ours = settings.OUTSIDE_PROVIDER
    cache.clear()
    with serving(ours.client_id, ours.client_secret) as served:
        settings.OUTSIDE_PROVIDER = replace(
            ours,
            issuer=served.issuer,
            second_factor_amr=frozenset({"mfa"}),
            second_factor_acr=frozenset({"urn:two"}),
        )
        yield served
    cache.clear()
