"""A load balancer learns whether this process is alive and ready, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings


@contextmanager
def database_down() -> Iterator[None]:
    """Every statement fails as it does when the server is gone."""

    def refuse(*args: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(refuse):
        yield


def test_the_liveness_probe_needs_no_database(client: Client):
    response = client.get("/health/live")

    assert (response.status_code, response.content) == (200, b"live\n")


@pytest.mark.django_db
def test_it_is_ready_while_the_database_answers(client: Client):
    assert client.get("/health/ready").status_code == 200

    with database_down():
        refused = client.get("/health/ready")

    assert (refused.status_code, refused.content) == (503, b"no database to write to\n")


@pytest.mark.parametrize("host", ["10.1.2.3", "titration.example", "bad host"])
@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_probe_needs_neither_tls_nor_a_host_name_of_ours(client: Client, host: str):
    assert client.get("/health/live", headers={"host": host}).status_code == 200


def test_the_probe_says_nothing_more_and_is_not_cached(client: Client):
    response = client.get("/health/live?verbose=1")

    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/plain"
    assert "Set-Cookie" not in response
