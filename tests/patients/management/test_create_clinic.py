"""The first clinic and its first admin, from the command line."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from patients.models import Clinic, Invitation
from tests.patients.events import events

pytestmark = pytest.mark.django_db

EMAIL = "ada@clinic.example"


def create(*arguments: str, name: str = "Example South", email: str = EMAIL) -> str:
    printed = StringIO()
    call_command("create_clinic", name, email, *arguments, stdout=printed)
    return printed.getvalue()


def test_it_prints_a_link_that_lets_the_first_admin_in(client: Client):
    printed = create("--time-zone", "Pacific/Auckland", "--address", "https://titration.example/")

    link = re.search(r"https://titration\.example(/join/\S+)$", printed.strip())
    assert link is not None
    assert EMAIL in client.get(link[1]).content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.clinic.time_zone) == ("admin", "Pacific/Auckland")
    assert [event["action"] for event in events()] == ["create-clinic", "invite"]


def test_the_address_is_that_of_the_demo_or_the_first_host(settings: Any):
    assert "http://127.0.0.1:8000/join/" in create()
    settings.IS_DEMO, settings.ALLOWED_HOSTS = False, [".titration.example", "other.example"]
    assert "https://titration.example/join/" in create(name="Example North")


@pytest.mark.parametrize(
    ("arguments", "said", "sentence"),
    [
        (["--time-zone", "Mars/Olympus"], {}, "Mars/Olympus is not a time zone."),
        (["--address", "titration.example"], {}, "is no address"),
        ([], {"email": "ada"}, "Enter a valid email address."),
        ([], {"name": ""}, "cannot be blank"),
        ([], {"name": "Example\u2800South"}, "holds a character that cannot be shown"),
        ([], {"email": "\u212aim@clinic.example"}, "letters a to z"),
    ],
)
def test_wrong_input_is_refused_in_a_sentence_and_opens_no_clinic(
    arguments: list[str], said: dict[str, str], sentence: str
):
    with pytest.raises(CommandError, match=sentence):
        create(*arguments, **said)

    assert not Clinic.objects.exists()


def test_the_role_that_serves_opens_no_clinic():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE titration_app")

    with pytest.raises(CommandError, match="name titration_owner in DATABASE_URL"):
        create()

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
