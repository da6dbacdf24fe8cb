"""When the database's disk is full, the web server says so, and works again once there is space."""

import os
import subprocess
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection

from patients.models import Account, Patient
from tests import raw_requests
from tests.bench.scene import session_of
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.crash import used
from tests.trust.figures import Figure
from tests.trust.serving import Server, this_database
from tests.trust.writers import EFFECT
from titration.server.embedded_database import EmbeddedDatabase

SIZE = "300m"
WRITES = 200
FORM = "application/x-www-form-urlencoded"


@contextmanager
def a_small_disk() -> Iterator[Path]:
    """Mount a small disk in memory; yields its folder."""
    with tempfile.TemporaryDirectory(prefix="titration-disk-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Fill a disk inside the block."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    try:
        yield
    finally:
        ballast.unlink()


class Visitor:
    """A neurologist who records side effects of one patient, with long notes."""

    def __init__(self, server: Server, person: Account, patient: Patient) -> None:
        self.port = server.port
        self.path = f"/patients/{patient.pk}/side-effects/record/"
        self.headers: dict[str, str | None] = {
            "Cookie": session_of(person),
            "Content-Type": FORM,
            "X-Forwarded-Proto": None,
        }

    def status(self, path: str) -> int:
        """Open a page, and return the status."""
        return raw_requests.send(self.port, "GET", path).status

    def record(self) -> int:
        """Send one form, and return the status."""
        token = str(uuid.uuid4())
        sent = {**EFFECT, "form_token": token, "note": token * 10, "csrfmiddlewaretoken": "a" * 32}
        body = urlencode(sent).encode()
        return raw_requests.send(self.port, "POST", self.path, self.headers, body).status


def proof() -> Iterable[Figure]:
    """Fill the disk of a running server, go on writing, and free the space again."""
    if os.geteuid() != 0:
        print("full-disk: only root can mount a disk that is small enough; nothing was proved.")
        return
    with a_small_disk() as disk:
        database = EmbeddedDatabase(disk / "var")
        with used(database):
            call_command("migrate", verbosity=0)
            clinic = a_clinic()
            person, patient = a_neurologist(clinic), a_patient(clinic)
            server = Server(disk / "said", this_database())
            server.start()
            try:
                yield from figures(disk, Visitor(server, person, patient))
            finally:
                server.end()
                connection.close()
                database.stop()


def figures(disk: Path, visitor: Visitor) -> Iterator[Figure]:
    """Yield the answers before, during and after a full disk."""
    yield an_answer("ready before the disk is full", visitor.status("/health/ready"), 200)
    with filled(disk):
        yield an_answer("alive on a full disk", visitor.status("/health/live"), 200)
        yield an_answer("ready on a full disk", visitor.status("/health/ready"), 503)
        statuses = Counter(visitor.record() for _ in range(WRITES))
    found = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    yield Figure("forms sent on a full disk", found, "302 or 503", set(statuses) <= {302, 503})
    yield an_answer("ready with room again", visitor.status("/health/ready"), 200)
    yield an_answer("a form with room again", visitor.record(), 302)


def an_answer(what: str, status: int, expected: int) -> Figure:
    """A figure that promises a status."""
    return Figure(what, str(status), str(expected), status == expected)
