"""Runs PostgreSQL's own programs for backups against the database in use."""

import os
import re
import shutil
import subprocess  # nosec B404
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from titration.server import embedded_database

DEBIAN = "/usr/lib/postgresql/{major}/bin"  # Debian keeps several versions side by side

LONGEST_REASON = 500  # characters


@dataclass(frozen=True)
class Running:
    """A program that was started, and the file that takes its standard error.

    A file and not a pipe: a pipe is full after some kilobytes, and the program would then
    wait for ever.
    """

    process: subprocess.Popen[bytes]
    said: IO[bytes]


def program(name: str) -> Path:
    """Find a program of the server's version. Raises ``CommandError`` if there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        major = re.split(r"\D", cursor.fetchone()[0])[0]
    for path in _candidates(name, major):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # nosec B603
        if re.search(rf"\b{major}(\.|beta|rc|devel|\b)", said.stdout):
            return path
    raise CommandError(
        f"The server is PostgreSQL {major}, and no {name} of that version is on PATH:"
        f" install its client programs (Debian: postgresql-client-{major})."
    )


def _candidates(name: str, major: str) -> Iterator[Path]:
    if settings.EMBEDDED_DATABASE:
        yield embedded_database.programs() / name
    for folder in (None, DEBIAN.format(major=major)):
        if found := shutil.which(name, path=folder):
            yield Path(found)


def start(name: str, *arguments: object, **streams: Any) -> Running:
    """Start a program, and tell it the database in use by environment variables.

    The password is not an argument: every user of the computer could read it there.
    """
    where = connection.settings_dict
    _, password = DatabaseClient.settings_to_cmd_args_env(where, [])
    address = {"PGDATABASE": where["NAME"], "PGUSER": where["USER"], "PGHOST": where["HOST"]}
    address |= {"PGPORT": str(where["PORT"]), "LC_ALL": "C.UTF-8"}
    # No other PG* variable may lead the program to another database.
    others = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    given = {key: value for key, value in address.items() if value}
    command: list[Path | str] = [program(name), *map(str, arguments)]
    environment = others | given | (password or {})
    said = tempfile.TemporaryFile()  # noqa: SIM115 - wait_for closes it
    return Running(subprocess.Popen(command, env=environment, stderr=said, **streams), said)  # nosec B603


def require_success(sentence: str, *programs: Running) -> None:
    """Wait for programs. Raises ``CommandError``: ``sentence``, and why the first failed."""
    reasons = [wait_for(program) for program in programs]
    if reason := next(filter(None, reasons), None):
        raise CommandError(f"{sentence} ({reason})")


def wait_for(running: Running) -> str | None:
    """Wait for a program to end; return why, if it failed."""
    with running.said, running.process:
        running.process.wait()
        return reason_among(running.said) if running.process.returncode else None


def reason_among(said: IO[bytes]) -> str:
    """Return the first error that a program printed, without the place in its input."""
    said.seek(0)
    lines = (line.decode(errors="replace") for line in said)
    error = next((line for line in lines if "ERROR" in line or "error" in line), "no reason")
    return error.rpartition("ERROR:")[2].strip()[:LONGEST_REASON]
