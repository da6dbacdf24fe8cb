"""How long a session lasts, however long the browser keeps its cookie."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from patients.models import Account
from tests.factories.people import PASSWORD
from tests.patients.events import event, events
from tests.statements import statements

pytestmark = pytest.mark.django_db

PAGE = "/reference/"


def test_fifteen_minutes_without_use_end_a_session_and_the_page_says_so(
    nora: Client, clock: time_machine.Traveller, neurologist: Account
):
    key = nora.session.session_key
    clock.shift(timedelta(minutes=15, seconds=1))

    response = nora.get(PAGE, follow=True)

    assert response.redirect_chain == [(f"/sign-in/?next={PAGE}", 302)]
    page = response.content.decode()
    assert "You were signed out after 15 minutes without use." in page
    assert "was not saved" not in page
    assert not Session.objects.filter(pk=key).exists()
    assert events() == [event("time-out", by=neurologist)]


def test_a_form_sent_after_the_session_ended_is_not_saved_and_opens_again(
    nora: Client, clock: time_machine.Traveller, neurologist: Account
):
    clock.shift(timedelta(minutes=20))

    page = nora.post("/account/name/", {"full_name": "Nora LATE"}, follow=True).content.decode()

    assert "What you sent just now was not saved" in page
    given = {"login": neurologist.email, "password": PASSWORD, "next": "/account/name/"}
    assert nora.post("/sign-in/", given)["Location"] == "/account/name/"
    assert 'value="Nora NEUROLOGIST"' in nora.get("/account/name/").content.decode()


def test_use_prolongs_a_session_to_at_most_twelve_hours(
    nora: Client, clock: time_machine.Traveller
):
    for _ in range(12 * 6):
        assert nora.get(PAGE).status_code == 200
        clock.shift(timedelta(minutes=10))
    clock.shift(timedelta(seconds=1))

    page = nora.get(PAGE, follow=True).content.decode()

    assert "You were signed out: a sign-in lasts 12 hours." in page


def test_use_is_noted_once_a_minute(nora: Client, clock: time_machine.Traveller):
    writes = []
    for _ in range(4):
        clock.shift(timedelta(seconds=25))
        with CaptureQueriesContext(connection) as queries:
            nora.get(PAGE)
        writes += [query for query in queries if query["sql"].startswith("UPDATE")]

    assert len(writes) == 1


def test_a_request_without_a_session_takes_no_statement(client: Client, db: None):
    with statements() as queries:
        client.get("/sign-in/")

    assert queries == []
