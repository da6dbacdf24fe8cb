"""The client's address is read from trusted proxies only."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from patients.models import AuditEvent
from patients.web.client_address import client_address

PEER = "203.0.113.5"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "192.0.2.1", PEER),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.7, 192.0.2.1", "192.0.2.1"),
        (1, "not-an-address, 192.0.2.1 ", "192.0.2.1"),
        (2, "198.51.100.7, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
        (2, "192.0.2.1", PEER),
        (5, "192.0.2.1, 10.0.0.1", PEER),
        (1, "192.0.2.1:4711", "192.0.2.1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "2001:0DB8:0::1", "2001:db8::1"),
        (1, "::ffff:192.0.2.1", "192.0.2.1"),
        (1, "fe80::1%eth0", PEER),
        (1, "[fe80::1%25eth0]:443", PEER),
        (1, "192.0.2.1:port", PEER),
        (1, "192.0.2.1, ", PEER),
        (1, "unknown", PEER),
        (1, "[192.0.2.1", PEER),
        (1, "192.0.2.1/24", PEER),
        (1, "1" * 5000, PEER),
        (1, "", PEER),
    ],
)
def test_an_address_is_taken_from_the_proxies_and_nothing_else(
    proxies: int, forwarded: str, found: str, rf: RequestFactory, settings: Settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    request = rf.get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR=PEER)

    assert client_address(request) == found


@pytest.mark.django_db
@pytest.mark.parametrize("peer", ["", "unix:", "fe80::1%eth0"])
def test_without_a_known_address_no_sign_in_is_possible_but_pages_are_shown(
    peer: str, client: Client
):
    given = {"login": "nora@clinic.example", "password": "plain words for testing"}

    assert client.get("/sign-in/", REMOTE_ADDR=peer).status_code == 200
    answer = client.post("/sign-in/", given, REMOTE_ADDR=peer)

    assert answer.status_code == 403
    assert "cannot count tries" in answer.content.decode()
    assert not AuditEvent.objects.exclude(address=None).exists()
