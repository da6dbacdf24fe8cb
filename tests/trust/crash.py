"""Servers killed under people who write: nothing acknowledged is lost, doubled or unaudited.

The control does the same with a database that acknowledges before it has written, and
has to lose something: a proof that cannot fail proves nothing.
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

from patients.database_roles import OWNER
from tests.bench.scene import session_of
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.figures import Figure, none_of
from tests.trust.serving import Server, this_database
from tests.trust.writers import PATIENCE_SECONDS, Write, Writer
from titration.embedded_database import DATABASE, PORT, EmbeddedDatabase

KILLS = int(os.environ.get("TRUST_KILLS", "100"))
CONTROL_KILLS = max(3, KILLS // 10)
WRITERS = 3

# Each row that a writer sent, by what it was sent with, and how many events tell of it.
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


class Outcome(NamedTuple):
    """What became of the writes, in numbers."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    unaudited: int


def proof() -> Iterable[Figure]:
    """Kill the servers 100 times, and ten times with a database that promises too soon."""
    with a_clinic_served() as scene:
        found = scene.killed(KILLS)
    acknowledged = found.acknowledged
    yield none_of(f"acknowledged writes lost in {found.kills} kills", found.lost, acknowledged)
    yield none_of("writes doubled", found.doubled, acknowledged)
    yield none_of("writes without exactly one event", found.unaudited, acknowledged)
    with a_clinic_served(keeps_its_word=False) as scene:
        found = scene.killed(CONTROL_KILLS, by=(Scene.cut_the_power,))
    what = f"control, synchronous_commit off: lost in {found.kills} kills"
    yield Figure(what, f"{found.lost} of {found.acknowledged:,}", "more than 0", found.lost > 0)


@contextmanager
def a_clinic_served(*, keeps_its_word: bool = True) -> Iterator["Scene"]:
    """A database and a web server of their own, and people who write; ended on leaving."""
    folder = Path(tempfile.mkdtemp(prefix="titration-crash-"))
    database = EmbeddedDatabase(folder / "var")
    with used(database):
        call_command("migrate", verbosity=0)
        clinic = a_clinic()
        people = [(a_neurologist(clinic), a_patient(clinic)) for _ in range(WRITERS)]
        if not keeps_its_word:
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {DATABASE} SET synchronous_commit TO off")
        server = Server(folder / "said", this_database())
        visits = [(session_of(person), patient.pk) for person, patient in people]
    server.start(workers=2)
    try:
        yield Scene(database, server, [Writer(server.port, *visit) for visit in visits])
    finally:
        server.kill()
        database.stop()
        shutil.rmtree(folder)


@contextmanager
def used(database: EmbeddedDatabase) -> Iterator[None]:
    """Let Django use an embedded database while inside, and what it used before afterwards."""
    database.start()
    former = dict(connection.settings_dict)
    connection.close()
    where = {"HOST": str(database.socket_folder), "PORT": str(PORT), "NAME": DATABASE}
    connection.settings_dict |= {**where, "USER": OWNER, "PASSWORD": ""}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= former


class Scene(NamedTuple):
    """What can be killed, and who writes meanwhile."""

    database: EmbeddedDatabase
    server: Server
    writers: list[Writer]

    def killed(self, kills: int, *, by: tuple[object, ...] = ()) -> Outcome:
        """Kill the servers so many times, in turns, while everybody writes."""
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
        """Let so many more writes be acknowledged."""
        enough, give_up_at = self.acknowledged() + more, time.monotonic() + PATIENCE_SECONDS
        while self.acknowledged() < enough and time.monotonic() < give_up_at:
            time.sleep(0.01)

    def acknowledged(self) -> int:
        return sum(write.is_acknowledged for writer in self.writers for write in writer.writes)

    def kill_the_app(self) -> None:
        self.server.kill()
        self.server.start(workers=2)

    def kill_the_database(self) -> None:
        """Only its parent process: the others end by themselves, and may still write."""
        pid = (self.database.data / "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), signal.SIGKILL)
        self.database.start()

    def cut_the_power(self) -> None:
        """Every process at once, so that none can still write what it held."""
        self.server.kill()
        for process in processes_in(self.database.data):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.database.start()
        self.server.start(workers=2)

    def counted(self, kills: int) -> Outcome:
        """Compare what was acknowledged with what the database holds."""
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
    """The database's processes: they all work in its folder; its parent first."""
    found = [one for one in psutil.process_iter(["cwd"]) if one.info["cwd"] == str(data.resolve())]
    return sorted(found, key=lambda process: process.pid)


def all_rows() -> Iterator[tuple[str, list[int]]]:
    """What every row was sent with, and how many events tell of each such row."""
    with connection.cursor() as cursor:
        for model, action in KINDS.items():
            cursor.execute(ROWS.format(model=model, action=action))
            yield from cursor.fetchall()
