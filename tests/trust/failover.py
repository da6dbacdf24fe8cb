"""The primary's host is killed under people who write: nothing acknowledged is lost or doubled.

Three hosts run PostgreSQL, from the files of ``deploy/cluster``. People write through web servers
that reach the primary in each of the ways that ``deploy/cluster/README.md`` names, and that are
never restarted. Half a second before the primary's host is killed, what sends its log to the
others is stopped: what is written from then on is on that host alone.

The control, without a synchronous standby, has to lose some.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

import psutil

from patients.database.roles import APP
from patients.models import Clinic
from tests.bench.scene import session_of
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.cluster.cluster import (
    DATABASE,
    OF_APP,
    OF_POOLER,
    Cluster,
    a_cluster,
    migrate,
    patiently,
    used,
)
from tests.trust.cluster.hosts import wait_until_whole
from tests.trust.crash import all_rows
from tests.trust.figures import Figure, none_of
from tests.trust.serving import Server
from tests.trust.writers import Write, Writer

KILLS = int(os.environ.get("TRUST_FAILOVERS", "10"))
CONTROL_KILLS = max(2, KILLS // 4)
WRITERS = 2  # to each web server
EXPECTED = {200, 302, 409, 503}
ENDING = ("haproxy", "pgbouncer")  # after WAIT_SECONDS, as their files say
WAIT_SECONDS = 30
UNCERTAIN = "It is not certain what was saved"


class Outcome(NamedTuple):
    """What became of the writes, and of the answers, in so many kills."""

    acknowledged: int
    lost: int
    doubled: int
    unaudited: int
    answers: dict[int, int]
    slowest: float
    without_a_primary: float


@dataclass
class Scene:
    """The cluster, and the web servers in front of it, each with the people who use it."""

    cluster: Cluster
    servers: dict[str, Server]
    clinic: Clinic

    def person_at(self, server: Server) -> Writer:
        """Make a person who uses a web server, with a patient of whom nothing is recorded yet."""
        with used(self.cluster):
            person, patient = a_neurologist(self.clinic), a_patient(self.clinic)
            return Writer(server.port, session_of(person), patient.pk)

    def killed(self, kills: int) -> Outcome:
        """Kill the primary's host so many times while all people write; bring each back."""
        served = [server for server in self.servers.values() for _ in range(WRITERS)]
        writers = [self.person_at(server) for server in served]
        random, slowest = Random(kills), 0.0  # noqa: S311 - the same again next time
        for writer in writers:
            writer.start()
        for _ in range(kills):
            wait_for(writers, random.randrange(20, 60))
            lost, seconds = self.cluster.lose_the_primary()
            slowest = max(slowest, seconds)
            wait_for(writers, random.randrange(20, 60))
            lost.start()
            wait_until_whole(self.cluster.hosts, synchronous=False)
        for writer in writers:
            writer.finish()
        return self.counted(writers, slowest)

    def counted(self, writers: list[Writer], without_a_primary: float) -> Outcome:
        """Compare the acknowledged writes with the rows of the database."""
        with used(self.cluster):
            rows = dict(all_rows())
        writes: list[Write] = [write for writer in writers for write in writer.writes]
        acknowledged = [write for write in writes if write.is_acknowledged]
        answers: Counter[int] = sum((writer.answers for writer in writers), start=Counter())
        return Outcome(
            acknowledged=len(acknowledged),
            lost=sum(write.note not in rows for write in acknowledged),
            doubled=sum(len(events) > 1 for events in rows.values()),
            unaudited=sum(events != [1] for events in rows.values()),
            answers=dict(sorted(answers.items())),
            slowest=max(writer.slowest for writer in writers),
            without_a_primary=without_a_primary,
        )

    def processes(self) -> set[int]:
        """Return the ids of the web servers' processes."""
        parents = [
            psutil.Process(server.process.pid) for server in self.servers.values() if server.process
        ]
        return {one.pid for parent in parents for one in (parent, *parent.children())}

    def unconfirmed(self) -> Iterator[Figure]:
        """Send a form while no standby confirms, to each web server for which that wait ends."""
        wait_until_whole(self.cluster.hosts)
        people = {name: self.person_at(self.servers[name]) for name in ENDING}
        with self.no_standby():
            for name, writer in people.items():
                write = writer.effect()
                body = urlencode(write.sent)
                status, page = writer.ask("POST", write.path, body, patience=2 * WAIT_SECONDS)
                is_kept = status == HTTPStatus.SERVICE_UNAVAILABLE and UNCERTAIN in page
                found = f"{status} in {writer.slowest:.0f} s"
                yield Figure(f"an uncertain commit by {name} is told", found, "503", is_kept)

    @contextmanager
    def no_standby(self) -> Iterator[None]:
        """Let no standby receive anything inside the block."""
        standbys = self.cluster.standbys()
        receivers = [one for host in standbys for one in host.processes_of("walreceiver")]
        for process in receivers:
            process.suspend()
        try:
            yield
        finally:
            for process in receivers:
                with suppress(psutil.NoSuchProcess):
                    process.resume()


def wait_for(writers: list[Writer], more: int) -> None:
    """Wait until so many more writes are acknowledged."""

    def acknowledged() -> int:
        return sum(write.is_acknowledged for writer in writers for write in writer.writes)

    enough = acknowledged() + more
    patiently(lambda: acknowledged() >= enough)


@contextmanager
def a_clinic_served(cluster: Cluster) -> Iterator[Scene]:
    """Start a web server for each way to the primary, and people who use it."""
    migrate(cluster)
    ways = {
        "haproxy": cluster.url(APP, OF_APP),
        "pgbouncer": cluster.url(APP, OF_POOLER),
        "all hosts named": cluster.url_of_all(APP),
    }
    with tempfile.TemporaryDirectory(prefix="titration-said-") as folder:
        servers = {
            name: Server(Path(folder) / name, {"DATABASE_URL": url, "TRUST_DATABASE": DATABASE})
            for name, url in ways.items()
        }
        with used(cluster):
            clinic = a_clinic()
        try:
            for server in servers.values():
                server.start()
            yield Scene(cluster, servers, clinic)
        finally:
            for server in servers.values():
                server.end()


def proof() -> Iterable[Figure]:
    """Kill the primary ten times, let no standby confirm, and kill again with none waited for."""
    with a_cluster() as cluster, a_clinic_served(cluster) as scene:
        before = scene.processes()
        yield from figures(KILLS, scene.killed(KILLS))
        ended = len(before - scene.processes())
        yield none_of("web servers' processes that ended", ended, len(before))
        yield from scene.unconfirmed()
        cluster.set(synchronous_mode=False, synchronous_mode_strict=False)
        patiently(lambda: is_asynchronous(cluster))
        found = scene.killed(CONTROL_KILLS)
    what = f"control, no synchronous standby: lost in {CONTROL_KILLS} kills"
    yield Figure(what, f"{found.lost} of {found.acknowledged:,}", "more than 0", found.lost > 0)


def is_asynchronous(cluster: Cluster) -> bool:
    """True once the primary waits for no standby."""
    connection = cluster.connected()
    try:
        cursor = connection.cursor()
        cursor.execute("SHOW synchronous_standby_names")
        return bool(cursor.fetchone()[0] == "")
    finally:
        connection.close()


def figures(kills: int, found: Outcome) -> Iterator[Figure]:
    """Yield what became of the writes and the answers."""
    acknowledged = found.acknowledged
    yield none_of(f"acknowledged entries lost in {kills} failovers", found.lost, acknowledged)
    yield none_of("entries doubled", found.doubled, acknowledged)
    yield none_of("entries without exactly one event", found.unaudited, acknowledged)
    others = sum(count for status, count in found.answers.items() if status not in EXPECTED)
    yield none_of(
        "answers other than a page, saved, conflict or 503",
        others,
        sum(found.answers.values()),
    )
    counts = ", ".join(f"{count:,} × {status}" for status, count in found.answers.items())
    yield Figure("answers", counts, "none of 500", 500 not in found.answers)
    yield within("slowest answer", found.slowest, 35)
    yield within("longest time without a primary", found.without_a_primary, 60)


def within(what: str, seconds: float, goal: int) -> Figure:
    """A figure that promises a time."""
    return Figure(what, f"{seconds:.1f} s", f"{goal} s", seconds <= goal)
