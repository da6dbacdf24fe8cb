"""Let PostgreSQL make a register of many patients, and time the derivation of their flags.

The time to derive is set beside the time only to read the same rows: the
same statements for the same batches, spread over as many processes.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from patients.models import Account, Clinic, Patient
from tests.bench.figures import Figure
from tests.factories import a_neurologist
from titration.reading.recorded import NOW, READ
from titration.standing.rebuild import rebuild_standings, spread

STEPS_EACH, EFFECTS_EACH = 5, 2
REGIMENS = ["{5,5,5}", "{7.5,7.5,7.5}", "{10,10,10}", "{15,15,15}", "{5,5,10}", "{25,25,25}"]
TERMS = ["drowsiness", "muscle weakness", "dry mouth", "hiccups", "dizziness", "seizures"]
SEVERITIES = ["mild", "moderate", "severe"]
# Family names are three syllables and an ending, so that they begin as variedly as people's do.
BEGINS = [*"bdfghjklmnprstvwz", "br", "kr", "st"]
SYLLABLES = [begin + vowel for begin in BEGINS for vowel in "aeiou"]
ENDINGS = ["ler", "mann", "ner", "son", "ski", "berg", "s", "n", "lin", "ter"]

ENTRY = "recorded_by_id, recorded_at, form_token, status, marked_reason"
OF_ENTRY = "%(account)s, now(), gen_random_uuid(), 'live', ''"
MAKE = f"""
    INSERT INTO patients_patient (clinic_id, registered_by_id, registered_at, form_token, version,
        record_number, family_name, given_name, born_on, sex)
    SELECT %(clinic)s, %(account)s, now(), gen_random_uuid(), 0,
        'R-' || number, initcap((%(syllables)s)[1 + code / 10000] ||
            (%(syllables)s)[1 + code / 100 %% 100] || (%(syllables)s)[1 + code %% 100] ||
            (%(endings)s)[1 + number %% 10]), 'Ada',
        to_char(date '1950-01-01' + number %% 20000, 'YYYY-MM-DD'), 'female'
    FROM generate_series(1, %(patients)s) number,
        LATERAL (SELECT number::bigint * 7919 %% 1000000) shuffled (code);

    INSERT INTO titration_dosestep (patient_id, {ENTRY},
        starts_on, doses_mg, phase, reason, note, already_taking, times_of_day, in_words,
        decided_by)
    SELECT id, {OF_ENTRY}, date '2025-01-01' + (21 * step + id %% 7)::int,
        (%(regimens)s)[1 + (id + step) %% 6]::numeric[], 'maintenance', '', '', false, '{{}}', '',
        'this clinic'
    FROM patients_patient, generate_series(1, {STEPS_EACH}) step
    WHERE clinic_id = %(clinic)s;

    INSERT INTO titration_sideeffect (patient_id, {ENTRY},
        term, severity, onset_on, resolved_on, reported_on, reported_by, action_taken, note)
    SELECT id, {OF_ENTRY}, (%(terms)s)[1 + (id + effect) %% 6], (%(severities)s)[1 + id %% 3],
        onset::text, CASE WHEN id %% 4 > 0 THEN onset + 9 END, onset + 2, 'patient', 'nothing', ''
    FROM patients_patient, generate_series(1, {EFFECTS_EACH}) effect,
        LATERAL (SELECT date '2025-02-01' + (40 * effect + id %% 11)::int) began (onset)
    WHERE clinic_id = %(clinic)s;

    INSERT INTO patients_precaution (patient_id, {ENTRY}, condition, answer)
    SELECT id, {OF_ENTRY}, 'epilepsy', CASE WHEN id %% 5 > 0 THEN 'absent' ELSE 'present' END
    FROM patients_patient WHERE clinic_id = %(clinic)s;
"""


def make_register(clinic: Clinic, account: Account, patients: int) -> None:
    """Give a clinic so many patients, each with a short history."""
    values: dict[str, Any] = {
        "clinic": clinic.pk,
        "account": account.pk,
        "patients": patients,
        "syllables": SYLLABLES,
        "endings": ENDINGS,
        "regimens": REGIMENS,
        "terms": TERMS,
        "severities": SEVERITIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(MAKE, values)
        cursor.execute("ANALYZE")


def figures(clinic: Clinic, patients: int) -> Iterator[Figure]:
    """Measure how fast standings are derived, and how many times the reading alone that takes."""
    make_register(clinic, a_neurologist(clinic), patients)
    reading, deriving = seconds_to_read(), seconds_to_derive()
    total = Patient.objects.count()
    yield Figure(f"register of {total:,}", total / deriving, "patients/s")
    yield Figure("deriving it beside reading it", deriving / reading, "times", 4)


def seconds_to_read() -> float:
    """Time the reading alone of every row that the rules read."""
    return seconds(lambda: spread(read_batch, every_id(), cores()))


def seconds_to_derive() -> float:
    """Time the derivation and the writing of every patient's standing."""
    return seconds(lambda: rebuild_standings(processes=cores()))


def read_batch(patient_ids: Sequence[int]) -> int:
    """Read the patients of a batch and all their entries; return how many patients there were."""
    patients = list(Patient.objects.select_related("clinic").filter(pk__in=patient_ids))
    with connection.cursor() as cursor:
        cursor.execute(READ, [NOW, [patient.pk for patient in patients]])
        return len(cursor.fetchall())


def every_id() -> Iterator[int]:
    return Patient.objects.order_by("pk").values_list("pk", flat=True).iterator()


def cores() -> int:
    return os.cpu_count() or 1


def seconds(work: Callable[[], Iterable[Any]]) -> float:
    """Return how many seconds an iterator takes to its end."""
    start = time.perf_counter()
    for _ in work():
        pass
    return time.perf_counter() - start
