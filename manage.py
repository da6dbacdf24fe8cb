#!/usr/bin/env python
"""Django's command line for Titration."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from titration.embedded_database import EmbeddedDatabaseError

NEEDS_NO_DATABASE = {
    "--help",
    "--version",
    "-h",
    "check",
    "collectstatic",
    "compilemessages",
    "database",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "serve_demo",
    "version",
}


def main(arguments: list[str]) -> None:
    """Run one command, with the embedded database up where the command may need it."""
    if arguments and NEEDS_NO_DATABASE.isdisjoint(arguments) and settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()
    execute_from_command_line(["manage.py", *arguments])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titration.settings")
    try:
        main(sys.argv[1:])
    except (ImproperlyConfigured, EmbeddedDatabaseError) as error:
        sys.exit(str(error))
