"""A restore to an instant brings back every entry until then, none after it, and the history.

People write over HTTP while the server's log is archived. What the database held at an instant
is compared, table by table, with what a restore to that instant gives; the restored server is
then written to again. The control restores to the end of the log, and has to find the entries
that the restore to the instant must not.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.core.management import call_command

from tests.acting import run_sql
from tests.bench.scene import session_of
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.backup import hashes
from tests.trust.clusters import Archive, Cluster, archived, installed
from tests.trust.crash import all_rows
from tests.trust.figures import Figure, none_of
from tests.trust.serving import Server, this_database
from tests.trust.writers import Writer

ENTRIES = 60
# A restored server skips some numbers: PostgreSQL notes them in its log 32 at a time.
NOT_COMPARED = ("sequences",)


class Told(NamedTuple):
    """What the database held at an instant: hashes by kind of object."""

    instant: str
    hashes: dict[str, str]


class Drill:
    """A clinic whose server's log is archived, and a person who writes."""

    def __init__(self, archive: Archive, cluster: Cluster, server: Server, writer: Writer) -> None:
        self.archive, self.cluster, self.server, self.writer = archive, cluster, server, writer

    def record(self, entries: int) -> set[str]:
        """Record so many entries; return the notes of those that were acknowledged."""
        begin = len(self.writer.writes)
        self.writer.start()
        while sum(write.is_acknowledged for write in self.writer.writes[begin:]) < entries:
            self.writer.is_done.wait(0.01)
            if self.writer.is_done.is_set():
                break  # a form was refused: finish() says which
        self.writer.finish()
        return {write.note for write in self.writer.writes[begin:] if write.is_acknowledged}

    def told_now(self) -> Told:
        """Hash what the database holds; nobody writes meanwhile."""
        with self.cluster.used():
            told = {kind: each for kind, each in hashes().items() if kind not in NOT_COMPARED}
            (instant,) = run_sql("SELECT clock_timestamp()::text")
            return Told(str(instant), told)

    def restored(self, instant: str) -> tuple[set[str], Told]:
        """Restore while nothing serves; return the notes of all entries, and what is held."""
        self.server.end()
        self.cluster.stop()
        self.archive.restore(self.cluster, instant)
        self.cluster.start()
        with self.cluster.used():
            notes = {note for note, _ in all_rows()}
        return notes, self.told_now()


@contextmanager
def a_drill(archive: Archive, programs: Path) -> Iterator[Drill]:
    """Serve a clinic whose server was copied before the first entry."""
    with archived(archive, programs) as cluster:
        with cluster.used():
            call_command("migrate", verbosity=0)
            clinic = a_clinic()
            person, patient = a_neurologist(clinic), a_patient(clinic)
            server = Server(cluster.folder / "served", this_database())
            cookie = session_of(person)
        archive.copy(cluster)
        server.start()
        try:
            yield Drill(archive, cluster, server, Writer(server.port, cookie, patient.pk))
        finally:
            server.kill()


def proof() -> Iterable[Figure]:
    """Record, note the instant, record on, and restore: to the instant, then to the end."""
    archive, programs = installed()
    with a_drill(archive, programs) as drill:
        before, told = drill.record(ENTRIES), drill.told_now()
        after = drill.record(ENTRIES)
        notes, found = drill.restored(told.instant)
        missing, left = before - notes, after & notes
        yield none_of(f"entries before it missing, {archive.name}", len(missing), len(before))
        yield none_of("entries after it still there", len(left), len(after))
        for kind, expected in told.hashes.items():
            same = found.hashes[kind] == expected
            yield Figure(f"{kind} as at the instant", "equal" if same else "differ", "equal", same)
        drill.server.start()
        again = len(drill.record(3))
        yield Figure("entries recorded after the restore", str(again), "3 or more", again >= 3)
    with a_drill(archive, programs) as drill:
        recorded = drill.record(3)
        notes, _ = drill.restored("")
        told_of = f"{len(recorded & notes)} of {len(recorded)}"
        yield Figure("control, to the end: the last entries", told_of, "all", recorded <= notes)
