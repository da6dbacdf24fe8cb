"""The README's commands for serving a clinic, run line by line as they are written there."""

import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from patients.database.roles import APP, OWNER
from tests.processes import PATIENCE_SECONDS, PRODUCTION, copy_of_project
from tests.trust.serving import free_port, is_ready
from titration.server.embedded_database import DATABASE, PORT, EmbeddedDatabase, programs

SECTION = re.compile(r"^## Serve a clinic\n(.*?)^## ", re.MULTILINE | re.DOTALL)
PASSWORDS = "invented password\n" * 4  # psql asks for each of the two passwords twice
RUN_WITHOUT_A_KEY = ["createdb", "create_roles", "psql"]  # before a secret key is made


def lines() -> list[str]:
    """Return the section's commands, except the two that install the libraries."""
    text = (settings.BASE_DIR / "README.md").read_text()
    section = SECTION.search(text)
    assert section
    found = re.findall(r"^ {4}(\S.*)$", section[1], re.MULTILINE)
    assert [" -m venv " in found[0], " install " in found[1]] == [True, True]
    return found[2:]


class Site:
    """A server with PostgreSQL alone, a copy of the project, and a home folder."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home
        self.server = EmbeddedDatabase(home / "server")

    def address(self, role: str) -> str:
        return self.server.url(role)

    def environment(self, line: str) -> dict[str, str]:
        """Return the variables that the README says are set when a line runs."""
        found = {"PATH": f"{programs()}:/usr/bin:/bin", "HOME": str(self.home)}
        if any(word in line for word in RUN_WITHOUT_A_KEY):
            administrator = {"PGUSER": "postgres", "PGPORT": str(PORT)}
            return found | administrator | {"PGHOST": str(self.server.socket_folder)}
        role = APP if "gunicorn" in line else OWNER
        return found | PRODUCTION | {"DATABASE_URL": self.address(role)}

    def as_here(self, line: str) -> str:
        """Replace the README's paths and addresses in a line by those of this machine."""
        line = line.replace("postgres://postgres@host/titration", self.address("postgres"))
        line = line.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        line = line.replace("FILE [--replace]", "FILE --replace")
        return line.replace("FILE", shlex.quote(str(self.home / "backup")))

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", self.as_here(line)],
            cwd=self.folder,
            env=self.environment(line),
            input=PASSWORDS,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            start_new_session=True,  # no terminal, so that psql reads the passwords from here
        )

    @contextmanager
    def served(self, line: str) -> Iterator[int]:
        """Serve as a line says, but on a free port; yields the port."""
        port = free_port()
        command = shlex.split(self.as_here(line).replace(":8000", f":{port}"))
        with (self.home / "server.log").open("wb") as said:
            process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment(line), stdout=said, stderr=said
            )
        try:
            while not is_ready(port):
                assert process.poll() is None, (self.home / "server.log").read_text()
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with copy_of_project() as folder:
        home = folder / "home"
        home.mkdir()
        site = Site(folder, home)
        site.server.start()
        with closing(site.server._connect()) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute(f"DROP DATABASE {DATABASE}")  # so far it is as a new server is
            cursor.execute(f"DROP ROLE {APP}, {OWNER}")
        yield site
        site.server.stop()


def test_each_line_works_when_run_in_the_order_of_the_readme(site: Site):
    said = {}
    for line in lines():
        if "gunicorn" in line:
            before = sorted(path.name for path in site.home.iterdir())
            with site.served(line):
                left = sorted(path.name for path in site.home.iterdir())
            assert left == sorted([*before, "server.log"]), "no socket in the home folder"
            continue
        result = site.run(line)
        assert result.returncode == 0, f"{line}\n{result.stderr}"
        said[line.split("manage.py ")[-1].split()[0]] = result.stdout

    assert "https://titration.example/join/" in said["create_clinic"]
    assert said["restore"].startswith("0 patients restored")
    with closing(psycopg2.connect(site.address(OWNER))) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT use, name FROM database_use, patients_clinic")
        assert cursor.fetchall() == [("clinic", "Clinic's name")]
