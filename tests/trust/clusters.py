"""A PostgreSQL server of its own whose log is archived, and the two ways to do that."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg2
import psycopg2.extensions
from django.conf import settings
from django.db import connection

from patients.database import roles as database_roles
from patients.database.roles import OWNER
from titration.server.embedded_database import (
    DATABASE,
    PATIENCE_SECONDS,
    PORT,
    SERVER_SETTINGS,
    SUPERUSER,
    EmbeddedDatabase,
    programs,
)

DEPLOY = Path(settings.BASE_DIR) / "deploy"
OF_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Cluster:
    """A server in ``folder``, run by the programs in ``bin``, by an account that is not root."""

    bin: Path
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, program: str, *arguments: object) -> str:
        """Run a program as the server's account; return what it printed."""
        user, group = EmbeddedDatabase(self.folder)._server_account
        switch = {"user": user, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [
                self.bin / program if (self.bin / program).exists() else program,
                *map(str, arguments),
            ],
            **switch,  # type: ignore[call-overload]
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}")
        return str(done.stdout)

    def make(self, **archiving: str) -> None:
        """Make the files of a server whose log is archived, and start it."""
        self.run(
            *("initdb", "-D", self.data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C"),
            *("--auth-local=trust", "--auth-host=reject"),
        )
        given = SERVER_SETTINGS | {"unix_socket_directories": str(self.folder)} | archiving
        self.set(archive_mode="on", **given)
        self.start()

    def set(self, **given: str) -> None:
        """Add settings for the next start."""
        with (self.data / "postgresql.conf").open("a") as file:
            for name, value in given.items():
                file.write(f"{name} = '{value}'\n")

    def start(self) -> None:
        """Start the server, and return once it takes writes."""
        self.run(
            *("pg_ctl", "start", "-D", self.data, "-l", self.folder / "said", "-o", f"-p {PORT}"),
            *("-w", "-t", PATIENCE_SECONDS),
        )
        while self.is_in_recovery():
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server; it archives its log to the end first."""
        self.run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-t", PATIENCE_SECONDS)

    @contextmanager
    def administered(self) -> Iterator[psycopg2.extensions.cursor]:
        """Open a cursor of the server's administrator."""
        where = f"host={self.folder} port={PORT} user={SUPERUSER} dbname=postgres"
        with closing(psycopg2.connect(where)) as other, other.cursor() as cursor:
            other.autocommit = True
            yield cursor

    def is_in_recovery(self) -> bool:
        """Return whether the server still reads its log, and takes no writes."""
        with self.administered() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            return cursor.fetchone() == (True,)

    def make_roles_and_database(self) -> None:
        """Make the two roles and their database."""
        with self.administered() as cursor:
            database_roles.make_for_trying_out(cursor, DATABASE)

    @contextmanager
    def used(self) -> Iterator[None]:
        """Let Django use this server inside the block."""
        former = dict(connection.settings_dict)
        connection.close()
        where = {"HOST": str(self.folder), "PORT": str(PORT), "NAME": DATABASE}
        connection.settings_dict |= {**where, "USER": OWNER, "PASSWORD": ""}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict |= former


class Archive(Protocol):
    """A way to copy a server's files, and its log as it goes on."""

    name: str

    def begin(self, cluster: Cluster) -> None:
        """Make the server, with its log archived from the start."""

    def copy(self, cluster: Cluster) -> None:
        """Copy the files of the server that runs."""

    def restore(self, cluster: Cluster, instant: str) -> None:
        """Bring back the stopped server's files; ``instant`` is empty for the last there is."""


class Copies:
    """PostgreSQL's own programs: pg_basebackup, and each file of the log copied by ``cp``."""

    name = "pg_basebackup"

    def begin(self, cluster: Cluster) -> None:
        cluster.run("mkdir", "-m", "700", cluster.folder / "log")
        cluster.make(archive_command=f"cp %p {cluster.folder}/log/%f")

    def copy(self, cluster: Cluster) -> None:
        where = ("-h", cluster.folder, "-p", PORT, "-U", SUPERUSER)
        cluster.run("pg_basebackup", *where, "-c", "fast", "-D", cluster.folder / "copy")

    def restore(self, cluster: Cluster, instant: str) -> None:
        shutil.rmtree(cluster.data)
        cluster.run("cp", "-a", cluster.folder / "copy", cluster.data)
        cluster.set(restore_command=f"cp {cluster.folder}/log/%f %p")
        if instant:
            cluster.set(recovery_target_time=instant, recovery_target_action="promote")
        cluster.run("touch", cluster.data / "recovery.signal")


class PgBackRest:
    """pgbackrest, with the files of ``deploy/`` in which only paths and passphrase differ."""

    name = "pgbackrest"

    def begin(self, cluster: Cluster) -> None:
        conf = (DEPLOY / "pgbackrest" / "pgbackrest.conf").read_text()
        conf = conf.replace("/var/lib/pgbackrest", f"{cluster.folder}/repository")
        conf = conf.replace("/var/lib/postgresql/15/main", str(cluster.data))
        conf = conf.replace("CHANGE_THIS", "an invented passphrase")
        paths = "".join(f"{kind}-path={cluster.folder}\n" for kind in ("lock", "log", "spool"))
        conf = conf.replace("[titration]\n", f"{paths}\n[titration]\n")
        conf += f"pg1-socket-path={cluster.folder}\npg1-user={SUPERUSER}\n"
        (cluster.folder / "pgbackrest.conf").write_text(conf)
        served = (DEPLOY / "postgresql" / "titration.conf").read_text()
        (command,) = re.findall(r"^archive_command = 'pgbackrest (.*)'$", served, re.MULTILINE)
        cluster.make(archive_command=f"pgbackrest {self.config(cluster)} {command}")
        self.run(cluster, "stanza-create")

    def copy(self, cluster: Cluster) -> None:
        self.run(cluster, "--type=full", "backup")

    def restore(self, cluster: Cluster, instant: str) -> None:
        shutil.rmtree(cluster.data)
        cluster.run("mkdir", "-m", "700", cluster.data)
        until = ("--type=time", f"--target={instant}", "--target-action=promote") if instant else ()
        self.run(cluster, *until, "restore")

    def run(self, cluster: Cluster, *arguments: str) -> None:
        cluster.run("pgbackrest", self.config(cluster), "--stanza=titration", *arguments)

    def config(self, cluster: Cluster) -> str:
        return f"--config={cluster.folder}/pgbackrest.conf"


@contextmanager
def archived(archive: Archive, bin_: Path) -> Iterator[Cluster]:
    """Run an empty server whose log is archived; it and all its files end with the block."""
    folder = Path(tempfile.mkdtemp(prefix="titration-log-"))
    cluster = Cluster(bin_, folder)
    if os.geteuid() == 0:
        os.chown(folder, *EmbeddedDatabase(folder)._server_account)
    try:
        archive.begin(cluster)
        cluster.make_roles_and_database()
        yield cluster
    finally:
        with suppress(RuntimeError):  # it is stopped already
            cluster.stop()
        shutil.rmtree(folder)


def installed() -> tuple[Archive, Path]:
    """Return pgbackrest with Debian's newest server, where both are installed; else our copies."""
    versions = sorted(OF_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    if shutil.which("pgbackrest") and versions:
        return PgBackRest(), versions[-1]
    return Copies(), programs()
