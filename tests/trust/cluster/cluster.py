"""All of it together: three database hosts, and a web host's haproxy and pgbouncer."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg2
from django.core.management import call_command
from django.db import connection

from patients.database import roles as database_roles
from patients.database.roles import APP, OWNER
from tests.trust.cluster.files import FILES, HOSTS, PACKAGES, Places, hand_over, require
from tests.trust.cluster.hosts import Host, primary, start, wait_until_whole
from tests.trust.serving import HOST

DATABASE, SUPERUSER = "titration", "postgres"
PASSWORDS = {
    SUPERUSER: "SUPERUSER_PASSWORD",  # as patroni.yml has it
    OWNER: "one-for-the-proof-only",
    APP: "another-for-the-proof-only",
}
OF_APP, OF_COMMANDS, OF_POOLER = (f"{HOST}:{port}" for port in (5000, 5001, 6432))
WEB = "web"
POOL_SIZE = "default_pool_size = {}"
OF_AN_ACCOUNT = ("user ", "group ", "chroot ")  # lines of haproxy.cfg that only root can follow
SECRET = (
    """SELECT '"' || rolname || '" "' || rolpassword || '"' FROM pg_authid WHERE rolname = %s"""
)


@dataclass
class Cluster:
    """The hosts, and what runs on the web host."""

    places: Places
    hosts: list[Host]
    pool_size: int
    on_web: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def trust(self) -> dict[str, str]:
        """Return the parameters with which a client checks the server's certificate."""
        return {"sslmode": "verify-ca", "sslrootcert": str(self.places.folder / "ca.crt")}

    def url(self, role: str, address: str, **parameters: str) -> str:
        """Return a ``DATABASE_URL`` by way of an address that the files name."""
        where = self.places.at(address) if address else ""
        query = urlencode(
            (self.trust if address != OF_POOLER else {}) | parameters, quote_via=quote
        )
        return f"postgres://{role}:{PASSWORDS[role]}@{where}/{DATABASE}?{query}"

    def url_of_all(self, role: str) -> str:
        """Return a ``DATABASE_URL`` that names every host, of which libpq takes the primary."""
        ports = [self.places.at(f"{address}:5432").split(":")[1] for address in HOSTS.values()]
        hosts = {"host": ",".join([HOST] * len(ports)), "port": ",".join(ports)}
        chosen = {"target_session_attrs": "read-write", "connect_timeout": "3"}
        return self.url(role, "", **hosts, **chosen)

    def connected(self) -> Any:
        """Connect to the primary as its administrator, as a command does; the caller closes it.

        Raises ``psycopg2.OperationalError`` while there is no primary. Until haproxy has asked
        the hosts for the first time, it may lead to a standby.
        """
        host, port = self.places.at(OF_COMMANDS).split(":")
        who: dict[str, Any] = {
            "user": SUPERUSER,
            "password": PASSWORDS[SUPERUSER],
            "dbname": SUPERUSER,
        }
        where = {"host": host, "port": port, "target_session_attrs": "read-write"}
        found = psycopg2.connect(**(who | where | self.trust))
        found.autocommit = True
        return found

    def start_on_web(self) -> None:
        """Start haproxy, make the database, and start pgbouncer."""
        folder = self.places.folder / WEB
        file = self.places.file_of(WEB, "haproxy.cfg")
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(one for one in lines if not one.strip().startswith(OF_AN_ACCOUNT)))
        self.on_web.append(start("haproxy", "-db", "-f", str(file), folder=folder))
        patiently(self.leads_to_the_primary)
        self.make_database(folder / "userlist.txt")
        pooler = self.places.file_of(WEB, "pgbouncer.ini")
        text = pooler.read_text().replace(POOL_SIZE.format(20), POOL_SIZE.format(self.pool_size))
        pooler.write_text(text)
        hand_over(folder)
        self.on_web.append(start("pgbouncer", str(pooler), folder=folder))

    def leads_to_the_primary(self) -> bool:
        """True once haproxy, which takes the hosts by turns, leads to the primary alone."""
        for _ in self.hosts:
            self.connected().close()
        return True

    def make_database(self, userlist: Path) -> None:
        """Make the roles, the database, and pgbouncer's list of users, as the README says."""
        with closing(self.connected()) as administrator:
            cursor = administrator.cursor()
            database_roles.make(cursor)
            for role in (OWNER, APP):
                cursor.execute(f"ALTER ROLE {role} PASSWORD %s", [PASSWORDS[role]])
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
            cursor.execute(SECRET, [APP])
            userlist.write_text(cursor.fetchone()[0] + "\n")

    def set(self, **settings: Any) -> None:
        """Change settings that all hosts share, as ``patronictl edit-config`` does."""
        leader = wait_until_whole(self.hosts, synchronous=False)
        status, _ = leader.ask("config", change=settings)
        if status != 200:
            raise RuntimeError(f"Patroni answered {status} to {settings}.")

    def standbys(self) -> list[Host]:
        """Return the hosts that are not the primary."""
        leader = primary(self.hosts)
        return [host for host in self.hosts if host is not leader]

    def lose_the_primary(self) -> tuple[Host, float]:
        """Kill the primary's host, with half a second of what was written only there.

        Returns it, and the seconds until another host was the primary.
        """
        lost = wait_until_whole(self.hosts, synchronous=False)
        for process in lost.processes_of("walsender"):
            process.suspend()
        time.sleep(0.5)
        lost.kill()
        began = time.monotonic()
        others = [host for host in self.hosts if host is not lost]
        patiently(lambda: primary(others))
        return lost, time.monotonic() - began

    def end(self) -> None:
        """End everything."""
        for process in self.on_web:
            process.kill()
            process.wait()
        for host in self.hosts:
            host.kill()


def patiently(attempt: Any, seconds: float = 120) -> Any:
    """Try until there is an answer; raise what was raised last if there is none in time."""
    give_up_at = time.monotonic() + seconds
    while True:
        try:
            if found := attempt():
                return found
            problem: Exception = RuntimeError("There is no primary.")
        except psycopg2.OperationalError as error:
            problem = error
        if time.monotonic() > give_up_at:
            raise problem
        time.sleep(0.1)


@contextmanager
def a_cluster(pool_size: int = 20) -> Iterator[Cluster]:
    """Start three hosts and what a web host has, with an empty database; end all with the block.

    ``pool_size``: how many connections pgbouncer makes to PostgreSQL.
    Raises ``SystemExit`` that names the packages to install, where programs are missing.
    """
    require(*PACKAGES)
    folder = Path(tempfile.mkdtemp(prefix="titration-cluster-"))
    places = Places(folder)
    cluster = Cluster(places, [Host(name, places) for name in HOSTS], pool_size)
    try:
        named = [f"{name}={HOST}" for name in (*HOSTS, WEB)]
        subprocess.run(["sh", FILES / "certificates.sh", folder, *named], check=True)
        for name in HOSTS:
            places.file_of(name, "etcd.env")
            places.file_of(name, "patroni.yml")
        hand_over(folder)
        for host in cluster.hosts:
            host.start()
        wait_until_whole(cluster.hosts)
        cluster.start_on_web()
        yield cluster
    finally:
        cluster.end()
        shutil.rmtree(folder)


@contextmanager
def used(cluster: Cluster, role: str = OWNER) -> Iterator[None]:
    """Let Django use the cluster's database inside the block, by the way that commands take."""
    former = dict(connection.settings_dict)
    connection.close()
    host, port = cluster.places.at(OF_COMMANDS).split(":")
    where = {"HOST": host, "PORT": port, "NAME": DATABASE, "OPTIONS": cluster.trust}
    connection.settings_dict |= {**where, "USER": role, "PASSWORD": PASSWORDS[role]}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= former


def migrate(cluster: Cluster) -> None:
    """Make the tables, as the database's owner."""
    with used(cluster):
        call_command("migrate", verbosity=0)
