"""Start or stop the embedded database, or say if it runs."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from titration.server.embedded_database import EmbeddedDatabaseError


class Command(BaseCommand):
    help = "Start or stop the embedded database, or say whether it runs."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["start", "stop", "status"])

    def handle(self, *, action: str, **options: Any) -> None:
        server = settings.EMBEDDED_DATABASE
        if server is None:
            raise CommandError("DATABASE_URL names another database; the embedded one is not used.")
        try:
            if action != "status":
                getattr(server, action)()
        except EmbeddedDatabaseError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"running in {server.data}" if server.is_running() else "stopped")
