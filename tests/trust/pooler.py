"""Through a pooler that lends two connections to everyone, nobody sees another clinic.

The pooler is pgbouncer, from ``deploy/cluster/pgbouncer.ini`` with a smaller pool, in front of the
database hosts that the proof of failover starts. Clinicians of two clinics open pages at once.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg2
from psycopg2 import errors

from patients.database.roles import APP, LIMITS
from tests.bench.scene import session_of
from tests.factories import a_clinic, a_neurologist, a_patient, a_side_effect
from tests.trust.cluster.cluster import DATABASE, OF_POOLER, Cluster, a_cluster, migrate, used
from tests.trust.figures import Figure, none_of
from tests.trust.serving import Server
from tests.trust.writers import Writer

ANSWERS = int(os.environ.get("TRUST_ANSWERS", "1000"))
POOL_SIZE, READERS = 2, 4  # connections to PostgreSQL; people of each clinic who read at once
WORDS = ("ZEBULON", "YARROW")
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s"


class Reader(NamedTuple):
    """A clinician, their clinic's word, the other clinic's, and what they open by turns."""

    browser: Writer
    own: str
    other: str
    paths: list[str]


class Seen(NamedTuple):
    """One answer: whether it holds the other clinic's word, and whether it is the one expected."""

    leaks: bool
    is_expected: bool


def proof() -> Iterable[Figure]:
    """Open 1,000 pages over two connections, and wait too long over them."""
    with a_cluster(pool_size=POOL_SIZE) as cluster:
        migrate(cluster)
        with tempfile.TemporaryDirectory(prefix="titration-said-") as folder:
            variables = {"DATABASE_URL": cluster.url(APP, OF_POOLER), "TRUST_DATABASE": DATABASE}
            server = Server(Path(folder) / "said", variables)
            with used(cluster):
                readers = list(two_clinics(server.port))
            server.start()
            try:
                yield from answers(cluster, readers)
            finally:
                server.end()
        yield from limits(cluster)


def two_clinics(port: int) -> Iterator[Reader]:
    """Make two clinics whose patients bear a word each, and people who read in them."""
    clinics = [a_clinic(), a_clinic()]
    patients = [
        a_patient(clinic, family_name=word, by=a_neurologist(clinic))
        for clinic, word in zip(clinics, WORDS, strict=True)
    ]
    for patient, word in zip(patients, WORDS, strict=True):
        a_side_effect(patient, word, from_="2026-02-03")
    charts = [f"/patients/{patient.pk}/" for patient in patients]
    for number, clinic in enumerate(clinics):
        for _ in range(READERS):
            browser = Writer(port, session_of(a_neurologist(clinic)), patients[number].pk)
            paths = [charts[number], "/", charts[1 - number]]
            yield Reader(browser, WORDS[number], WORDS[1 - number], paths)


def answers(cluster: Cluster, readers: list[Reader]) -> Iterator[Figure]:
    """Let everybody read at once, and look for the other clinic's word in each answer."""
    with ThreadPoolExecutor(len(readers)) as threads:
        found = [one for seen in threads.map(read_on, readers) for one in seen]
    yield none_of(
        "answers that hold another clinic's word", sum(s.leaks for s in found), len(found)
    )
    wrong = sum(not seen.is_expected for seen in found)
    yield none_of("answers that are not the reader's own", wrong, len(found))
    with closing(cluster.connected()) as administrator:
        cursor = administrator.cursor()
        cursor.execute(CONNECTED, [APP])
        (connections,) = cursor.fetchone()
    is_kept = connections <= POOL_SIZE
    yield Figure("connections that served them", str(connections), f"{POOL_SIZE} at most", is_kept)


def read_on(reader: Reader) -> list[Seen]:
    """Open the reader's pages by turns, as often as one of so many people does."""
    return [look(reader, number) for number in range(ANSWERS // (2 * READERS))]


def look(reader: Reader, number: int) -> Seen:
    """Open one page: the own chart, the worklist, or the chart of the other clinic's patient."""
    path = reader.paths[number % len(reader.paths)]
    status, page = reader.browser.ask("GET", path, "")
    is_own = path != reader.paths[-1]
    expected = (200, True) if is_own else (404, False)
    return Seen(reader.other in page, (status, reader.own in page) == expected)


def limits(cluster: Cluster) -> Iterator[Figure]:
    """Find out whether the limits of the role hold, and whether a role can be chosen."""
    url = cluster.url(APP, OF_POOLER)
    with closing(psycopg2.connect(url)) as client:
        cursor = client.cursor()
        cursor.execute(
            "SELECT name, setting || 'ms' FROM pg_settings WHERE name = ANY(%s)", [[*LIMITS[APP]]]
        )
        told = dict(cursor.fetchall())
    expected = {name: f"{value.removesuffix('s')}000ms" for name, value in LIMITS[APP].items()}
    yield Figure(
        "limits of the role that do not hold",
        str(len(expected.items() - told.items())),
        "0",
        told == expected,
    )
    began = time.monotonic()
    gave_up = raises(errors.QueryCanceled, lambda: run(url, "SELECT pg_sleep(60)"))
    seconds = time.monotonic() - began
    yield Figure(
        "a statement of 60 seconds ends after",
        f"{seconds:.0f} s",
        "10 s",
        gave_up and 9 < seconds < 15,
    )
    choosing = cluster.url(APP, OF_POOLER, options=f"-c role={APP}")
    refused = raises(psycopg2.OperationalError, lambda: run(choosing, "SELECT 1"))
    yield Figure(
        "an address that chooses a role", "refused" if refused else "taken", "refused", refused
    )


def run(url: str, statement: str) -> None:
    with closing(psycopg2.connect(url)) as client:
        client.cursor().execute(statement)


def raises(kind: type[Exception], attempt: Callable[[], None]) -> bool:
    """Return whether an attempt raises this."""
    try:
        attempt()
    except kind:
        return True
    return False
