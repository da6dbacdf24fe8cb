#!/usr/bin/env python
"""Django's command line for Titration."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.core.management.utils import get_random_secret_key
from django.db.backends.signals import connection_created

from titration.server.embedded_database import EmbeddedDatabaseError
from titration.server.serving import refuse_all_but_the_owner

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
# Every other command refuses a role that does not own the tables.
NEEDS_NO_OWNER = {
    "clearsessions",  # the role that serves deletes sessions too
    "create_roles",  # run by an administrator of the server, who makes the owner
    "runserver",  # serves pages: titration.wsgi checks the role
}


def main(arguments: list[str]) -> None:
    """Run one command; start the embedded database first if the command may need it."""
    command = arguments[0] if arguments else "help"
    if command == "create_roles":
        do_without_a_key()
    if command not in NEEDS_NO_OWNER:
        connection_created.connect(refuse_all_but_the_owner)
    if arguments and NEEDS_NO_DATABASE.isdisjoint(arguments) and settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()
    execute_from_command_line(["manage.py", *arguments])


def do_without_a_key() -> None:
    """Set a random key and a host for a command that runs before these are chosen."""
    if os.environ.get("TITRATION_MODE") != "demo":  # a demo sets its own, and refuses others
        os.environ.setdefault("SECRET_KEY", get_random_secret_key())
        os.environ.setdefault("ALLOWED_HOSTS", "localhost")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titration.settings")
    try:
        main(sys.argv[1:])
    except (ImproperlyConfigured, EmbeddedDatabaseError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2 if sys.argv[1:2] == ["doctor"] else 1)  # 2: it could not look
