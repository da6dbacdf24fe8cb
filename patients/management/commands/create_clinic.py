"""Open a clinic and invite its first admin: for the person who sets the product up."""

import uuid
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import ProgrammingError, transaction
from django.urls import reverse

from patients.accounts.actions import clinics, invitations
from patients.models import Role

NOT_OURS = (
    "The database does not let this user open a clinic: name titration_owner in DATABASE_URL,"
    " once “manage.py migrate” has been run."
)
SERVED_BY_MAKE_RUN = "http://127.0.0.1:8000"


class Command(BaseCommand):
    help = "Open a clinic, invite its first admin, and print the link of the invitation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what the clinic is called")
        parser.add_argument("email", help="the e-mail of its first admin")
        parser.add_argument("--time-zone", default="UTC", help="for example Europe/London")
        parser.add_argument("--address", help="where it is served, if not at the first host")

    def handle(
        self, *, name: str, email: str, time_zone: str, address: str | None, **options: Any
    ) -> None:
        address = served_at(address)
        try:
            validate_email(email)
            with transaction.atomic():
                clinic = clinics.create(name=name, time_zone=time_zone, by=None)
                _, token = invitations.invite(
                    clinic=clinic, by=None, form_token=uuid.uuid4(), email=email, role=Role.ADMIN
                )
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        except ProgrammingError as problem:
            raise CommandError(NOT_OURS) from problem
        link = address + reverse("accept-invitation", args=[token])
        self.stdout.write(
            f"{clinic} is open. Give this link to {email}; it works once, for seven days:\n\n{link}"
        )


def served_at(address: str | None) -> str:
    """The origin that links begin with. Raises ``CommandError`` if ``address`` is no origin."""
    if address is None:
        return SERVED_BY_MAKE_RUN if settings.IS_DEMO else first_host()
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise CommandError(f"“{address}” is no address; one looks like https://titration.example.")
    return f"{parts.scheme}://{parts.netloc}"


def first_host() -> str:
    """The first of ``ALLOWED_HOSTS`` as an origin with https."""
    return f"https://{settings.ALLOWED_HOSTS[0].removeprefix('.')}"
