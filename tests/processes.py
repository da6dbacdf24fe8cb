"""Programs run as their user runs them: a process each, on a database of its own."""

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
PATIENCE_SECONDS = 120  # for a process that ought to end by itself, on a busy machine

FILES = ("manage.py", "gunicorn.conf.py")
FOLDERS = ("patients", "titration", "templates", "static")


@contextmanager
def a_copy() -> Iterator[Path]:
    """A copy of the project that was never run before."""
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
def a_database(name: str) -> Iterator[str]:
    """An empty database beside that of the tests, whose name begins with theirs."""
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
    """The address of a database as ``DATABASE_URL`` names it: its owner's, or the app's."""
    where = connection.settings_dict
    if settings.EMBEDDED_DATABASE:
        host = quote(where["HOST"], safe="")
        return f"postgres://{role or where['USER']}@{host}:{where['PORT']}/{database}"
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    if role == APP:
        url = url._replace(query=f"{url.query}&options=-c%20role%3D{APP}".lstrip("&"))
    return url.geturl()


def path() -> str:
    """Where programs are found: the embedded server's own are not looked for beside another."""
    own = [str(programs())] if settings.EMBEDDED_DATABASE else []
    return os.pathsep.join([*own, os.environ["PATH"]])


def started(*arguments: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start Python with these arguments in the project's folder, and with no other variables."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": path()} | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The status of a process that ends by itself, and what it says on its standard error."""
    try:
        _, said = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
    return process.returncode, said.strip()


def manage(*arguments: str, env: dict[str, str]) -> tuple[int, str]:
    """What becomes of a command."""
    return ended(started("manage.py", *arguments, env=env))
