"""Time what a reader of a large clinic asks for beside the same in a clinic of 1,000 patients.

The large one is the register that ``register.py`` made and derived. Each thing is asked for under
row-level security, by turns in the two clinics, and the 95th percentiles are compared.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from statistics import quantiles
from typing import NamedTuple
from uuid import uuid4

from django.db import connection, transaction

from patients.database.acting_account import act_as
from patients.models import Clinic, Patient
from tests.bench.figures import Figure
from tests.bench.register import make_register
from tests.factories import a_clinic, a_neurologist
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.models import DoseStep
from titration.standing.models import BY_NAME, MORNING, Standing
from titration.standing.rebuild import rebuild_standings
from titration.standing.situation import Group
from titration.worklist import page as worklist_page
from titration.worklist.forms import ALL, WorklistQuery
from titration.worklist.search_page import find
from titration.worklist.viewer import Viewer, viewer_in

SMALL, ROUNDS, RECORDINGS = 1_000, 40, 20
FIRST_OF_RECORDINGS = date(2026, 1, 5)
READ_ALL = "SELECT count(*) FROM patients_patient WHERE family_folded LIKE '%%' || %s || '%%'"


VIEWS = ["", *Group, ALL]


class Reader(NamedTuple):
    """A neurologist of one clinic, and the patients who stand half-way in each view of it."""

    viewer: Viewer
    half_way: dict[str, Patient]

    @property
    def patient(self) -> Patient:
        """The patient half-way by name."""
        return self.half_way[ALL]


def figures(large: Clinic) -> Iterator[Figure]:
    """Compare the views of the worklist, searches and recording in the two clinics."""
    small = a_clinic()
    make_register(small, a_neurologist(small), SMALL)
    for _ in rebuild_standings(small.patients.all(), processes=1):
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    readers = [reader_in(clinic) for clinic in (large, small)]
    for name, asked in views(readers).items():
        yield ratio(f"worklist, {name}", readers, asked, 1.2)
    yield ratio("search by the beginning of a name", readers, by_name, 2)
    yield ratio("search by a number", readers, by_number, 2)
    yield one_slip(readers[0])
    yield ratio("recording a dose step", readers, recording(), 1.2, rounds=RECORDINGS)


def reader_in(clinic: Clinic) -> Reader:
    """Make a neurologist of a clinic, and find who stands half-way in each view that has any."""
    viewer = viewer_in(clinic, a_neurologist(clinic))
    here = Standing.objects.in_clinics([clinic.pk]).listed().select_related("patient")
    listed = {ALL: here.order_by(*BY_NAME)}
    for group in Group:
        listed[group] = here.in_group(viewer.role, group).order_by(*MORNING[viewer.role])
    counts = {view: rows.count() for view, rows in listed.items()}
    return Reader(viewer, {view: listed[view][n // 2].patient for view, n in counts.items() if n})


def views(readers: list[Reader]) -> dict[str, Callable[[Reader], object]]:
    """Return what asks for the first page of each view, and for one half-way, by name."""
    asked: dict[str, Callable[[Reader], object]] = {}
    for view in VIEWS:
        asked[view or "this morning"] = partial(page, view=view)
        if all(view in reader.half_way for reader in readers):
            asked[f"{view}, half-way"] = partial(page, view=view, half_way=True)
    return asked


def page(reader: Reader, view: str, *, half_way: bool = False) -> object:
    """Read a page of a view, and put it in words."""
    after = reader.half_way[view].pk if half_way else None
    asked = WorklistQuery(view=view, clinic=None, after=after, before=None, narrowed={})
    return worklist_page.worklist(reader.viewer, [reader.viewer.clinic], asked)


def by_name(reader: Reader) -> object:
    """Search by all of a name but its last letter, so that about as many are found in each."""
    return searched(reader, reader.patient.family_name[:-1])


def by_number(reader: Reader) -> object:
    """Search by a record number without its punctuation."""
    return searched(reader, reader.patient.record_number.replace("-", ""))


def searched(reader: Reader, text: str) -> object:
    """Search in the reader's clinic."""
    return find(text, {reader.viewer.clinic.pk: reader.viewer})


def recording() -> Callable[[Reader], object]:
    """Return what records a dose step, each a day later."""
    days = (FIRST_OF_RECORDINGS + timedelta(days=number) for number in range(10**4))

    def record(reader: Reader) -> object:
        patient = reader.patient
        day = next(days)
        return dose_steps.record(
            patient=patient, by=reader.viewer.account, form_token=uuid4(),
            seen=DoseStep.objects.edition(patient), starts_on=day,
            doses_mg=[Decimal(5 + day.toordinal() % 40)] * 3, phase="maintenance",
        )  # fmt: skip

    return record


def one_slip(reader: Reader) -> Figure:
    """Compare a search with one letter wrong with reading every name."""
    name = reader.patient.family_name
    wrong = f"{name[:2]}{'x' if name[2] != 'x' else 'y'}{name[3:]}"
    slips = [seconds(reader, lambda reader: searched(reader, wrong)) for _ in range(5)]
    scans = [seconds(reader, lambda _: read_all(wrong)) for _ in range(5)]
    return Figure("search with one slip", sorted(slips)[2] / sorted(scans)[2], "scans", 0.4)


def read_all(text: str) -> object:
    """Read every name, as a search without an index would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(READ_ALL, [text.lower()])
        return cursor.fetchone()


def ratio(
    what: str,
    readers: list[Reader],
    ask: Callable[[Reader], object],
    goal: float,
    rounds: int = ROUNDS,
) -> Figure:
    """Ask by turns in the large clinic and the small one; compare the 95th percentiles."""
    times: list[list[float]] = [[], []]
    for _ in range(rounds):
        for reader, found in zip(readers, times, strict=True):
            found.append(seconds(reader, ask))
    large, small = (quantiles(found, n=20)[-1] for found in times)
    return Figure(f"{what}, beside {SMALL:,}", large / small, "times", goal)


def seconds(reader: Reader, ask: Callable[[Reader], object]) -> float:
    """Time one thing, asked for as a request does: in a transaction, as the reader."""
    with transaction.atomic():
        act_as(reader.viewer.account)
        start = time.perf_counter()
        ask(reader)
        return time.perf_counter() - start
