"""Run the real server on a chosen database, with its output in a file."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from patients.database.roles import APP
from titration.server.serving import serving_variables

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One gunicorn with its workers, run in ``folder``. The file ``said`` gets both of its outputs.

    It listens on ``socket`` too, if one is named.
    """

    said: Path
    variables: dict[str, str]
    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=Path.cwd)
    socket: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self, *, workers: int = 1) -> None:
        """Serve, and return once it answers. Raises ``RuntimeError`` if it ends first."""
        command = [sys.executable, "-m", "gunicorn", "titration.wsgi"]
        proof = {"DJANGO_SETTINGS_MODULE": "tests.trust.settings", "TITRATION_MODE": "demo"}
        binds = [f"--bind={HOST}:{self.port}"]
        if self.socket:
            binds.append(f"--bind=unix:{self.socket}")
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                [*command, *binds, f"--workers={workers}"],
                cwd=self.folder,
                env=os.environ | proof | self.variables,
                stdout=said,
                stderr=said,
                start_new_session=True,  # one group, to be killed at once
            )
        while not is_ready(self.port):
            if self.process.poll() is not None:
                raise RuntimeError(f"The server ended by itself:\n{self.said.read_text()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server and its workers as a power cut would."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server and its workers."""
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait()
            self.process = None


@contextmanager
def serving(said: Path, **variables: str) -> Iterator[Server]:
    """Serve the database of this process inside the block."""
    server = Server(said, this_database() | variables)
    server.start()
    try:
        yield server
    finally:
        server.end()


def is_ready(port: int) -> bool:
    """Return whether the server and its database answer."""
    probe = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        probe.request("GET", "/health/ready")
        return probe.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        probe.close()


def this_database() -> dict[str, str]:
    """Return the variables with which a server uses the database of this process."""
    where = connection.settings_dict
    variables = serving_variables()
    if settings.EMBEDDED_DATABASE:  # an embedded database, perhaps in another folder
        host = quote(where["HOST"], safe="")
        variables["DATABASE_URL"] = f"postgres://{APP}@{host}:{where['PORT']}/{where['NAME']}"
    return variables | {"TRUST_DATABASE": where["NAME"]}


@contextmanager
def used_for(use: str) -> Iterator[None]:
    """Mark the database of this process as a demo's or a clinic's inside the block."""
    mark(use)
    try:
        yield
    finally:
        mark("demo")


def mark(use: str) -> None:
    """Write the mark of use, past the trigger that protects it."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE database_use DISABLE TRIGGER database_use_guards_updates")
        cursor.execute("UPDATE database_use SET use = %s", [use])
        cursor.execute("ALTER TABLE database_use ENABLE TRIGGER database_use_guards_updates")
