"""With a mail server, links are mailed to their owner and shown on no screen."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import Account, Clinic, Invitation
from tests.patients.smtp_sink import Sink, mail_server

pytestmark = pytest.mark.django_db

TOKEN = "0" * 32


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with mail_server() as server:
        settings.MAIL_IS_SENT = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "titration@clinic.example"
        yield server


def invite(browser: Client, email: str = "nadia@clinic.example") -> str:
    said = {"email": email, "role": "nurse", "form_token": TOKEN}
    return browser.post(reverse("invite"), said, follow=True).content.decode()


def path_in(sink: Sink) -> str:
    found = re.search(r"http://testserver(/\S+)", sink.letters[-1].get_content())
    assert found is not None
    return found[1]


def test_an_invitation_is_sent_and_its_link_opens(
    sink: Sink, as_admin: Client, client: Client, clinic: Clinic
):
    page = invite(as_admin)

    letter = sink.letters[0]
    assert "A link was sent to nadia@clinic.example." in page
    assert "/join/" not in page
    assert (letter["To"], letter["From"]) == ("nadia@clinic.example", "titration@clinic.example")
    assert letter["Subject"] == f"Your invitation to {clinic} in Titration"
    assert "as Nurse" in letter.get_content()
    assert f"Join {clinic}" in client.get(path_in(sink)).content.decode()


def test_sent_again_it_has_another_link(sink: Sink, as_admin: Client, client: Client):
    invite(as_admin)
    first = path_in(sink)

    url = reverse("renew-invitation", args=[Invitation.objects.get().pk])
    as_admin.post(url, {"form_token": TOKEN})

    assert len(sink.letters) == 2
    assert client.get(first).status_code == 404
    assert client.get(path_in(sink)).status_code == 200


def test_a_form_sent_twice_sends_one_mail(sink: Sink, as_admin: Client):
    invite(as_admin)

    assert "was made before" in invite(as_admin)
    assert len(sink.letters) == 1


def test_a_refused_mail_is_reported_and_can_be_sent_again(sink: Sink, as_admin: Client):
    sink.refuses = True

    page = invite(as_admin)

    assert "The mail server did not take the e-mail to nadia@clinic.example" in page
    assert Invitation.objects.open().count() == 1
    assert "/join/" not in page


def test_an_unreachable_mail_server_is_reported_and_causes_no_500(
    sink: Sink, as_admin: Client, settings: Any
):
    settings.EMAIL_PORT = 1

    assert "did not take the e-mail" in invite(as_admin)


def test_a_reset_goes_to_its_owner(sink: Sink, as_admin: Client, nurse: Account, client: Client):
    url = reverse("reset-sign-in", args=[nurse.pk])

    page = as_admin.post(url, {"form_token": TOKEN}, follow=True).content.decode()

    assert sink.letters[0]["To"] == nurse.email
    assert "/new-password/" not in page
    assert "Choose a new password" in client.get(path_in(sink)).content.decode()
