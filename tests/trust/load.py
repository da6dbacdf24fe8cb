"""Fifty clinicians at work for five minutes, on two workers: nothing fails, nothing grows."""

import http.client
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from random import Random

import psutil

from tests.bench.scene import session_of, tell
from tests.bench.serving import Ask, alternate, timed
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.bad_input import a_seed
from tests.trust.figures import Figure, none_of
from tests.trust.serving import HOST, Server, this_database
from tests.trust.writers import Writer

SECONDS = int(os.environ.get("LOAD_SECONDS", "300"))
CLINICS, CLINICIANS_OF_EACH, PATIENTS_OF_EACH = 5, 10, 40
STEPS, EFFECTS = 12, 8
WORKERS = 2
EVERY_SECONDS, WRITES_EVERY_SECONDS = 2, 60
SLOWEST = 10  # times the empty page, for 95 of 100 answers
GROWTH = 1.05  # the most by which the workers' memory grows once they keep all that they may
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.trust.load_settings"}
EMPTY = Ask("/empty/")


@dataclass
class Clinician:
    """A person who opens a chart or the worklist every two seconds, and records once a minute."""

    port: int
    cookie: str
    patient_ids: list[int]
    random: Random
    read: list[float] = field(default_factory=list)
    recorded: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def work(self, until: float) -> None:
        """Work until an instant, beginning at one's own moment and not at others'."""
        begins = time.monotonic() + self.random.uniform(0, EVERY_SECONDS)
        writes_at = begins + self.random.uniform(0, WRITES_EVERY_SECONDS)
        while begins < until:
            time.sleep(max(0, begins - time.monotonic()))
            if begins >= writes_at:
                writes_at += WRITES_EVERY_SECONDS
                self.record()
            else:
                self.open()
            begins += EVERY_SECONDS

    def open(self) -> None:
        """Open a chart or the worklist, over a connection of its own, as a proxy does."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        chart = f"/patients/{self.random.choice(self.patient_ids)}/"
        try:
            self.read.append(timed(connection, Ask(self.random.choice((chart, "/"))), self.cookie))
        except (OSError, http.client.HTTPException, RuntimeError) as problem:
            self.failures.append(repr(problem))
        finally:
            connection.close()

    def record(self) -> None:
        """Record a side effect of a patient."""
        writer = Writer(self.port, self.cookie, self.random.choice(self.patient_ids))
        write = writer.effect()
        start = time.perf_counter()
        writer.send(write)
        self.recorded.append(time.perf_counter() - start)
        if not write.is_acknowledged:
            self.failures.append(write.refusal or "a form was not acknowledged")


def clinicians(port: int, seed: int) -> Iterator[Clinician]:
    """Make clinics with patients, and the people who work there."""
    for number in range(CLINICS):
        clinic = a_clinic()
        patients = [a_patient(clinic) for _ in range(PATIENTS_OF_EACH)]
        for patient in patients:
            tell(patient, STEPS, EFFECTS)
        ids = [patient.pk for patient in patients]
        for place in range(CLINICIANS_OF_EACH):
            cookie = session_of(a_neurologist(clinic))
            random = Random(f"{seed} {number} {place}")  # noqa: S311 - the same again next time
            yield Clinician(port, cookie, ids, random)


@contextmanager
def serving_two(folder: Path) -> Iterator[Server]:
    """Serve with two workers inside the block."""
    server = Server(folder / "said", this_database() | SETTINGS)
    server.start(workers=WORKERS)
    try:
        yield server
    finally:
        server.end()


def memory_of(server: Server) -> int:
    """The memory of the server and its workers in bytes, shared pages in their proportion."""
    assert server.process is not None
    master = psutil.Process(server.process.pid)
    return sum(each.memory_full_info().pss for each in (master, *master.children()))


def at_work(people: list[Clinician], server: Server) -> tuple[int, int]:
    """Let people work; return the memory after three fifths of the time, and at the end."""
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=each.work, args=[until]) for each in people]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS * 3 / 5)
    before = memory_of(server)
    for thread in threads:
        thread.join()
    return before, memory_of(server)


def proof() -> Iterable[Figure]:
    """Time an empty page alone, then every answer to fifty people."""
    seed = a_seed()
    with tempfile.TemporaryDirectory() as folder, serving_two(Path(folder)) as server:
        people = list(clinicians(server.port, seed))
        alone = alternate(server.port, people[0].cookie, {"empty": repeat(EMPTY)})["empty"]
        before, after = at_work(people, server)
    failures = [failure for each in people for failure in each.failures]
    for failure in failures[:10]:
        print(failure)
    read = [seconds for each in people for seconds in each.read]
    recorded = [seconds for each in people for seconds in each.recorded]
    yield none_of(f"requests failed, SEED={seed}", len(failures), len(read) + len(recorded))
    p95, of_recordings = (
        statistics.quantiles(times, n=20)[-1] / alone for times in (read + recorded, recorded)
    )
    what = f"95 of 100 answers; of recordings {of_recordings:.1f} E"
    yield Figure(what, f"{p95:.1f} E", f"<= {SLOWEST} E", p95 <= SLOWEST)
    kept = after <= before * GROWTH
    told = f"{before / 1e6:.0f}, {after / 1e6:.0f} MB"
    yield Figure("memory after three fifths of the time, at the end", told, "+ 5 % at most", kept)
