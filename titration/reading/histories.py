"""The histories of patients as they count now, for the rules: of one, or of many at once."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

from patients.models import Patient
from titration.reading.history import history_from
from titration.rules import History

T = TypeVar("T")

# The function is in PostgreSQL; it names the table of patients so that the audit sees the read.
READ = """
    SELECT patient.id, recorded.*
    FROM patients_patient patient, titration_history(patient.id) recorded
    WHERE patient.id = ANY(%s)
"""


def optional(convert: Callable[[str], T]) -> Callable[[str | None], T | None]:
    """A conversion that leaves what is not recorded as it is."""
    return lambda text: None if text is None else convert(text)


def amounts(text: str) -> list[Decimal]:
    """The amounts of an array as PostgreSQL writes it in JSON: ``["5", "12.5"]``, in mg."""
    return [Decimal(amount) for amount in json.loads(text)]


# What JSON cannot carry, by name: days, and amounts, of which no binary fraction is made.
CONVERSIONS: Mapping[str, Callable[[Any], Any]] = {
    "starts_on": date.fromisoformat,
    "doses_mg": amounts,
    "onset_on": date.fromisoformat,
    "resolved_on": optional(date.fromisoformat),
    "reported_on": date.fromisoformat,
    "asked_on": date.fromisoformat,
    "value": Decimal,
    "rated_on": date.fromisoformat,
    "from_on": date.fromisoformat,
    "until_on": optional(date.fromisoformat),
    "mcg_per_day": optional(Decimal),
    "reviewed_on": date.fromisoformat,
    "next_on": optional(date.fromisoformat),
}


def histories_of(
    patients: Sequence[Patient], *, using: str = DEFAULT_DB_ALIAS
) -> Iterator[tuple[Patient, History]]:
    """Each patient with the history as it counts now, read in one statement."""
    with connections[using].cursor() as cursor:
        cursor.execute(READ, [[patient.pk for patient in patients]])
        recorded = {patient_id: kinds for patient_id, *kinds in cursor.fetchall()}
    for patient in patients:
        yield patient, history_in(patient, recorded[patient.pk])


def history_of(patient: Patient, *, using: str = DEFAULT_DB_ALIAS) -> History:
    """A patient's history as it counts now, read in one statement."""
    ((_, history),) = histories_of([patient], using=using)
    return history


def history_in(patient: Patient, kinds: Sequence[Sequence[Mapping[str, Any]]]) -> History:
    """The history that a patient's rows make, kind by kind as ``titration_history`` gives them."""
    steps, effects, answers, checks, ratings, treatments, reviews = (
        [row_from(told) for told in kind] for kind in kinds
    )
    return history_from(
        patient.born_on,
        steps,
        effects,
        {row.condition: row.answer for row in answers},
        checks=checks,
        ratings=ratings,
        treatments=treatments,
        reviews=reviews,
    )


def row_from(told: Mapping[str, Any]) -> Any:
    """A row from JSON, its days and amounts converted."""
    return SimpleNamespace(
        **{
            name: CONVERSIONS[name](value) if name in CONVERSIONS else value
            for name, value in told.items()
        }
    )
