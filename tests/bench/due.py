"""Time the worklist on a morning when every stored standing of a clinic is out of date."""

import statistics
import time
from collections.abc import Iterator
from itertools import repeat

from django.db import connection

from tests.bench.figures import Figure
from tests.bench.register import make_register
from tests.bench.scene import session_of
from tests.bench.serving import Ask, alternate_all, server
from tests.factories import a_clinic, a_neurologist
from titration.standing import due as due_standings
from titration.standing.rebuild import rebuild_standings

PATIENTS, ONE_IN_TWENTY = 20_000, 0.05
# As if each had been derived the day before something planned began.
PUT_OFF = "UPDATE titration_standing SET as_of = as_of - 1, changes_on = as_of"


def figures() -> Iterator[Figure]:
    """Time the list while many standings are due, and measure how long until none is."""
    clinic = a_clinic()
    reader = a_neurologist(clinic)
    make_register(clinic, reader, PATIENTS)
    for _ in rebuild_standings():
        pass
    with connection.cursor() as cursor:
        cursor.execute(PUT_OFF)
        cursor.execute("ANALYZE")  # autovacuum has done so by the morning
    asked = {"empty": repeat(Ask("/empty/")), "worklist": repeat(Ask("/"))}
    with server() as port:
        times = alternate_all(port, session_of(reader), asked)
    empty = statistics.median(times["empty"])
    slowest = sorted(times["worklist"])[-int(len(times["worklist"]) * ONE_IN_TWENTY)]
    what = f"worklist with {PATIENTS:,} standings due"
    yield Figure(what, statistics.median(times["worklist"]) / empty, "E", 5)
    yield Figure("the same, the slowest but one in twenty", slowest / empty, "E", 8)
    start = time.perf_counter()
    for _ in rebuild_standings(due_standings.due_everywhere()):
        pass
    seconds = time.perf_counter() - start
    left = due_standings.due_everywhere().count()
    yield Figure("bringing the rest forward by the command", seconds, "s", 300)
    yield Figure("standings still due after it", left, "", 0)
