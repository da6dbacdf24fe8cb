"""Run programs as users do: each in a process, on a database of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import connection

from patients.database.roles import APP
from tests.titration.server.test_environment import GOOD_KEY
from titration.server.embedded_database import programs

DEMO = {"TITRATION_MODE": "demo"}
PRODUCTION = {"SECRET_KEY": GOOD_KEY, "ALLOWED_HOSTS": "titration.example"}
PATIENCE_SECONDS = 120  # until a process ends by itself, on a busy machine

FILES = ("manage.py", "gunicorn.conf.py")
FOLDERS = ("patients", "titration", "templates", "static")


@contextmanager
def copy_of_project() -> Iterator[Path]:
    """Copy the project to a folder where it was never run; yields the folder."""
    folder = Path(tempfile.mkdtemp(prefix="titration-copy-"))
    for file in FILES:
        shutil.copy(settings.BASE_DIR / file, folder)
    for part in FOLDERS:
        shutil.copytree(settings.BASE_DIR / part, folder / part)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """Create an empty database, named after the tests' own; yields its name."""
    name = f"{connection.settings_dict['NAME']}_{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address_of(database: str, role: str = "") -> str:
    """Return the ``DATABASE_URL`` of a database, for its owner or for the app's role."""
    where = connection.settings_dict
    if settings.EMBEDDED_DATABASE:
        host = quote(where["HOST"], safe="")
        return f"postgres://{role or where['USER']}@{host}:{where['PORT']}/{database}"
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    if role == APP:
        url = url._replace(query=f"{url.query}&options=-c%20role%3D{APP}".lstrip("&"))
    return url.geturl()


def path_of_programs() -> str:
    """Return a PATH; the embedded server's programs are on it only where that server is used."""
    own = [str(programs())] if settings.EMBEDDED_DATABASE else []
    return os.pathsep.join([*own, os.environ["PATH"]])


def start_python(*arguments: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start Python with these arguments in the project's folder, and with no other variables."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": path_of_programs()} | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait until a process ends by itself; return its status and its standard error."""
    try:
        _, said = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
    return process.returncode, said.strip()


def manage(*arguments: str, env: dict[str, str]) -> tuple[int, str]:
    """Run a management command to its end; return its status and its standard error."""
    return wait_for_end(start_python("manage.py", *arguments, env=env))
