"""Servers killed under people who write: nothing acknowledged is lost, doubled or unaudited.

A kill takes what a process holds. It cannot take what the kernel holds and a power cut would,
so the proof has two halves. The kills show that nothing is acknowledged before it is handed
to the kernel. The syncs show that it is on the disk by then: while one person writes one
thing after another, the connections that serve flush the log to the disk at least once for
each write, as PostgreSQL counts its flushes, and its settings are those that make a flush
reach the disk and a half-written page whole again.

Each half has a control that it must not pass: a database that acknowledges before it has
written loses something in the kills, and neither that one nor one that does not wait for the
disk (fsync off) flushes enough.
"""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

import psutil
from django.core.management import call_command
from django.db import connection

from patients.database.roles import APP, OWNER
from tests.acting import run_sql
from tests.bench.scene import session_of
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.figures import Figure, none_of
from tests.trust.serving import Server, this_database
from tests.trust.writers import PATIENCE_SECONDS, Write, Writer
from titration.server.embedded_database import DATABASE, PORT, SERVER_SETTINGS, EmbeddedDatabase

KILLS = int(os.environ.get("TRUST_KILLS", "100"))
CONTROL_KILLS = max(3, KILLS // 10)
WRITERS = 3

# Each row that a writer sent, by its form token, with the number of its events.
ROWS = """
    SELECT note, array_agg(events) FROM (
        SELECT note, (
            SELECT count(*) FROM patients_auditevent event
            WHERE event.object_type = '{model}' AND event.object_id = entry.id
                AND event.action = '{action}' AND event.outcome = 'allowed'
        ) AS events FROM titration_{model} entry
    ) AS counted GROUP BY note
"""
KINDS = {"dosestep": "record-dose-step", "sideeffect": "record-side-effect"}


# Flushes of the log to the disk by the connections that serve. PostgreSQL counts one only
# where it asked the kernel for it: with fsync off, none.
SYNCS = """
    SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io
    WHERE object = 'wal' AND backend_type = 'client backend'
"""
STILL_SERVING = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s"
# The settings that make a flush durable, as a connection of the role that serves sees them.
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
WRITES_TO_SYNC = 30


class Synced(NamedTuple):
    """The number of flushes of the log to the disk, and of the writes acknowledged meanwhile."""

    writes: int
    syncs: int

    @property
    def missing(self) -> int:
        """Return how many writes were acknowledged without a flush of their own."""
        return max(0, self.writes - self.syncs)


class Outcome(NamedTuple):
    """How many writes were acknowledged, lost, doubled or unaudited."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    unaudited: int


def proof() -> Iterable[Figure]:
    """Count syncs, kill the servers 100 times, and do both with databases that cheat."""
    with a_clinic_served() as scene:
        told = scene.settings()
        off = [name for name, value in told.items() if value != DURABLE[name]]
        yield none_of("settings that make a sync worth something are off", len(off), len(told))
        synced = scene.synced(WRITES_TO_SYNC)
        yield none_of("writes acknowledged without a sync", synced.missing, synced.writes)
        found = scene.killed(KILLS)
    acknowledged = found.acknowledged
    yield none_of(f"acknowledged writes lost in {found.kills} kills", found.lost, acknowledged)
    yield none_of("writes doubled", found.doubled, acknowledged)
    yield none_of("writes without exactly one event", found.unaudited, acknowledged)
    with a_clinic_served(synchronous_commit="off") as scene:
        yield noticed("control, synchronous_commit off", scene.synced(WRITES_TO_SYNC))
        found = scene.killed(CONTROL_KILLS, by=(Scene.cut_the_power,))
    what = f"control, synchronous_commit off: lost in {found.kills} kills"
    yield Figure(what, f"{found.lost} of {found.acknowledged:,}", "more than 0", found.lost > 0)
    with a_clinic_served(fsync="off") as scene:
        yield noticed("control, fsync off", scene.synced(WRITES_TO_SYNC))


def noticed(what: str, synced: Synced) -> Figure:
    """Make a control's figure: a database that cheats has to be noticed."""
    found = f"{synced.missing} of {synced.writes}"
    return Figure(f"{what}: writes without a sync", found, "more than 0", synced.missing > 0)


@contextmanager
def a_clinic_served(**cheats: str) -> Iterator["Scene"]:
    """Run a database, a web server and people who write; end them all with the block.

    ``cheats``: settings of the database that are not ours.
    """
    folder = Path(tempfile.mkdtemp(prefix="titration-crash-"))
    database = EmbeddedDatabase(folder / "var")
    with started_with(cheats), used(database):
        call_command("migrate", verbosity=0)
        clinic = a_clinic()
        people = [(a_neurologist(clinic), a_patient(clinic)) for _ in range(WRITERS)]
        server = Server(folder / "said", this_database())
        visits = [(session_of(person), patient.pk) for person, patient in people]
    server.start(workers=2)
    try:
        with started_with(cheats):  # started again after each kill
            yield Scene(database, server, [Writer(server.port, *visit) for visit in visits])
    finally:
        server.kill()
        database.stop()
        shutil.rmtree(folder)


@contextmanager
def started_with(cheats: dict[str, str]) -> Iterator[None]:
    """Let embedded databases start with other settings than ours inside the block."""
    ours = dict(SERVER_SETTINGS)
    SERVER_SETTINGS.update(cheats)
    try:
        yield
    finally:
        SERVER_SETTINGS.update(ours)


@contextmanager
def used(database: EmbeddedDatabase, *, role: str = OWNER) -> Iterator[None]:
    """Let Django use an embedded database inside the block."""
    database.start()
    former = dict(connection.settings_dict)
    connection.close()
    where = {"HOST": str(database.socket_folder), "PORT": str(PORT), "NAME": DATABASE}
    connection.settings_dict |= {**where, "USER": role, "PASSWORD": ""}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= former


class Scene(NamedTuple):
    """The processes that can be killed, and the people who write meanwhile."""

    database: EmbeddedDatabase
    server: Server
    writers: list[Writer]

    def settings(self) -> dict[str, str]:
        """Read the settings that durability depends on, as the role that serves."""
        with used(self.database, role=APP), connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)]
            )
            return dict(cursor.fetchall())

    def synced(self, writes: int) -> Synced:
        """Let one person write entries one by one, and count the flushes meanwhile.

        The server is ended for each count: a connection reports its flushes as it ends.
        """
        before = self.syncs()
        writer = self.writers[0]
        writer.start()
        self.wait_for(writes)
        writer.finish()
        return Synced(sum(write.is_acknowledged for write in writer.writes), self.syncs() - before)

    def syncs(self) -> int:
        """Return how often connections have flushed the log so far."""
        self.server.end()
        with used(self.database):
            while run_sql(STILL_SERVING, APP) != [0]:
                time.sleep(0.05)
            (count,) = run_sql(SYNCS)
        self.server.start(workers=2)
        return int(count)

    def killed(self, kills: int, *, by: tuple[object, ...] = ()) -> Outcome:
        """Kill the servers so many times, in turns, while all people write."""
        random = Random(kills)  # noqa: S311 - the same again next time
        ways = by or (Scene.kill_the_app, Scene.kill_the_database, Scene.cut_the_power)
        for writer in self.writers:
            writer.start()
        for number in range(kills):
            self.wait_for(random.randrange(5, 15))
            time.sleep(random.uniform(0, 0.1))
            ways[number % len(ways)](self)  # type: ignore[operator]
        for writer in self.writers:
            writer.finish()
        return self.counted(kills)

    def wait_for(self, more: int) -> None:
        """Wait until so many more writes are acknowledged."""
        enough, give_up_at = self.acknowledged() + more, time.monotonic() + PATIENCE_SECONDS
        while self.acknowledged() < enough and time.monotonic() < give_up_at:
            time.sleep(0.01)

    def acknowledged(self) -> int:
        return sum(write.is_acknowledged for writer in self.writers for write in writer.writes)

    def kill_the_app(self) -> None:
        self.server.kill()
        self.server.start(workers=2)

    def kill_the_database(self) -> None:
        """Kill the database's parent process; the others end by themselves, and may still write."""
        pid = (self.database.data / "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), signal.SIGKILL)
        self.database.start()

    def cut_the_power(self) -> None:
        """Kill every process at once, so that none can still write what it held."""
        self.server.kill()
        for process in processes_in(self.database.data):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.database.start()
        self.server.start(workers=2)

    def counted(self, kills: int) -> Outcome:
        """Compare the acknowledged writes with the rows of the database."""
        with used(self.database):
            rows = dict(all_rows())
        writes: list[Write] = [write for writer in self.writers for write in writer.writes]
        acknowledged = [write for write in writes if write.is_acknowledged]
        return Outcome(
            kills=kills,
            acknowledged=len(acknowledged),
            lost=sum(write.note not in rows for write in acknowledged),
            doubled=sum(len(events) > 1 for events in rows.values()),
            unaudited=sum(events != [1] for events in rows.values()),
        )


def processes_in(data: Path) -> list[psutil.Process]:
    """Return the database's processes, which all work in its folder; the parent comes first."""
    found = [one for one in psutil.process_iter(["cwd"]) if one.info["cwd"] == str(data.resolve())]
    return sorted(found, key=lambda process: process.pid)


def all_rows() -> Iterator[tuple[str, list[int]]]:
    """Return the form token of every row, and the number of its events."""
    with connection.cursor() as cursor:
        for model, action in KINDS.items():
            cursor.execute(ROWS.format(model=model, action=action))
            yield from cursor.fetchall()
