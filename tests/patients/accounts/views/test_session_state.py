"""What a page asks about its session: it keeps the session, and says how long it goes on."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from patients.models import Account
from tests.fixtures import signed_in
from tests.pages.markup import entry_form
from tests.patients.events import events

pytestmark = pytest.mark.django_db

PAGE = "/session/"


def test_asking_keeps_the_session_at_once_and_leaves_no_event(
    nora: Client, clock: time_machine.Traveller, neurologist: Account
):
    nora.get("/reference/")
    clock.shift(timedelta(minutes=14, seconds=30))

    told = nora.get(PAGE).json()

    assert (told["unused"], told["at_most"]) == (15 * 60, 12 * 60 * 60 - 870)
    assert (told["account"], told["name"]) == (neurologist.pk, neurologist.full_name)
    clock.shift(timedelta(minutes=14, seconds=30))
    assert nora.get("/reference/").status_code == 200
    assert events() == []
    clock.shift(timedelta(seconds=50))  # too soon for another note of ordinary use
    assert nora.get(PAGE).json()["unused"] == 15 * 60


def test_each_page_says_how_long_its_session_goes_on(nora: Client, clock: time_machine.Traveller):
    clock.shift(timedelta(seconds=40))  # within a minute the use is not noted again

    html = nora.get("/reference/").content.decode()

    assert 'data-unused="860" data-at-most="43160"' in html
    assert "data-unused" not in Client().get("/sign-in/").content.decode()


def test_a_session_that_is_over_is_not_kept(nora: Client, clock: time_machine.Traveller):
    clock.shift(timedelta(minutes=16))

    assert nora.get(PAGE)["Location"] == f"/sign-in/?next={PAGE}"


def test_a_form_opened_before_signing_in_again_is_sent_with_the_token_told(neurologist: Account):
    strict = signed_in(neurologist, client=Client(enforce_csrf_checks=True))
    address = reverse("change-name")
    form = entry_form(strict.get(address).content.decode()) | {"full_name": "Nora Sample"}
    strict.logout()
    strict = signed_in(neurologist, client=Client(enforce_csrf_checks=True))
    assert strict.post(address, form).status_code == 403

    form["csrfmiddlewaretoken"] = strict.get(PAGE).json()["token"]

    assert strict.post(address, form).status_code == 302
