"""Derives the standings of all patients, batch by batch, spread over the processor's cores.

Each batch is one transaction: it locks the patients, reads everything recorded of them in
one statement, and writes the standings that differ by COPY. So memory holds one batch, and
an author who records an entry meanwhile waits for one batch at most.
"""

import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import StringIO
from itertools import islice
from typing import Any, NamedTuple

import django
from django.db import connection, transaction
from django.db.models import QuerySet

from patients.models import Patient
from titration.reading.recorded import read_all
from titration.standing.derivation import derive_recorded, equals, is_true
from titration.standing.models import Standing

PATIENTS_PER_BATCH = 500
# A process takes about a second to start, in which a running one derives a thousand patients.
WORTH_MORE_PROCESSES = 5000
NULL = r"\N"
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
COLUMNS = ", ".join(Standing.DERIVED)
MAKE_ROOM = f"""
    CREATE TEMPORARY TABLE derived AS
    SELECT patient_id, {COLUMNS} FROM titration_standing WITH NO DATA
"""  # noqa: S608 - the columns are constants  # nosec B608
TAKE_OVER = f"""
    INSERT INTO titration_standing (patient_id, {COLUMNS}) SELECT * FROM derived
    ON CONFLICT (patient_id) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in Standing.DERIVED)};
    DROP TABLE derived
"""  # noqa: S608  # nosec B608


class Outcome(NamedTuple):
    """The result of a batch: how many patients it had, and the ids of those that differed."""

    patients: int
    differing: list[int]


def rebuild_standings(
    patients: QuerySet[Patient] | None = None,
    *,
    check: bool = False,
    processes: int | None = None,
) -> Iterator[Outcome]:
    """Derive the standings of ``patients``, or of all, for today; a ``check`` writes nothing.

    Yields the outcome of each batch, in order of the patients' ids. Without ``processes`` it
    uses as many as there are cores, or one for fewer than ``WORTH_MORE_PROCESSES`` patients.
    """
    chosen = Patient.objects.all() if patients is None else patients
    patient_ids = chosen.order_by("pk").values_list("pk", flat=True)
    work = partial(rebuild_batch, check=check)
    yield from spread(work, patient_ids.iterator(), processes or processes_for(chosen))


def processes_for(patients: QuerySet[Patient]) -> int:
    """Return how many processes so many patients are worth: all the cores, or one."""
    return (os.cpu_count() or 1) if patients.count() >= WORTH_MORE_PROCESSES else 1


def spread(work: Any, patient_ids: Iterator[int], processes: int) -> Iterator[Any]:
    """Yield the result of ``work`` for each batch of ids, in order, from so many processes."""
    if processes == 1:
        yield from map(work, batches(patient_ids))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=django.setup) as pool:
        yield from pool.map(work, batches(patient_ids))


def batches(patient_ids: Iterator[int]) -> Iterator[list[int]]:
    """Yield the ids, ``PATIENTS_PER_BATCH`` at a time."""
    while batch := list(islice(patient_ids, PATIENTS_PER_BATCH)):
        yield batch


def rebuild_batch(patient_ids: Sequence[int], *, check: bool) -> Outcome:
    """Derive the standings of some patients in one transaction, and write those that changed."""
    with transaction.atomic():
        patients = lock(patient_ids)
        stored = {standing.pk: standing for standing in Standing.objects.filter(pk__in=patient_ids)}
        differing, new = [], []
        recorded = read_all(patient_ids)
        for patient in patients:
            told, standing = recorded[patient.pk], stored.get(patient.pk)
            derived = derive_recorded(patient, told, patient.clinic.today())
            if standing and equals(standing, derived):
                continue
            new.append((patient.pk, derived))
            if not is_true(standing, patient, told):
                differing.append(patient.pk)
        if new and not check:
            write(new)
    return Outcome(len(patients), differing)


def lock(patient_ids: Sequence[int]) -> list[Patient]:
    """Lock the patients against other writers; return them with their clinics, in order."""
    held = Patient.objects.select_for_update(no_key=True, of=("self",))
    return list(held.select_related("clinic").filter(pk__in=patient_ids).order_by("pk"))


def write(new: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """Write standings by COPY, in place of those of the same patients."""
    lines = StringIO("".join(as_line(patient_id, derived) for patient_id, derived in new))
    with connection.cursor() as cursor:
        cursor.execute(MAKE_ROOM)
        cursor.copy_expert("COPY derived FROM STDIN", lines)
        cursor.execute(TAKE_OVER)


def as_line(patient_id: int, derived: dict[str, Any]) -> str:
    """Write a standing as a line that COPY reads."""
    values = [as_copied(derived[name]) for name in Standing.DERIVED]
    return "\t".join([str(patient_id), *values]) + "\n"


def as_copied(value: Any) -> str:
    """Write a value as COPY reads it. A list holds amounts or codes, which need no escaping."""
    if value is None:
        return NULL
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, dict):
        value = json.dumps(value)
    return str(value).translate(ESCAPED)
