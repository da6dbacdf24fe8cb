"""The histories of patients as they count now: of one in one statement, of many in seven."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from patients.models import Entry, Patient, Precaution
from titration.reading.history import history_from
from titration.record.dose_steps.models import DoseStep
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments.models import Treatment
from titration.rules import History

AS_RECORDED = ("recorded_at", "pk")


class Kind(NamedTuple):
    """What a history has of one kind of entry: the fields that rules read, and the order."""

    model: type[Entry]
    fields: tuple[str, ...]
    order: tuple[str, ...] = ("pk",)


STEPS = Kind(DoseStep, ("starts_on", "doses_mg", "phase", "already_taking"))
EFFECTS = Kind(SideEffect, ("term", "severity", "onset_on", "resolved_on", "reported_on"))
ANSWERS = Kind(Precaution, ("condition", "answer"))
CHECKS = Kind(SideEffectCheck, ("asked_on",))
RATINGS = Kind(Rating, ("measure", "value", "rated_on", "better"), AS_RECORDED)
TREATMENTS = Kind(Treatment, ("kind", "from_on", "until_on", "mcg_per_day"))
REVIEWS = Kind(Review, ("reviewed_on", "next_on"), AS_RECORDED)
KINDS_READ = (STEPS, EFFECTS, ANSWERS, CHECKS, RATINGS, TREATMENTS, REVIEWS)


def rows_of(kind: Kind, patients: Sequence[Patient]) -> Iterable[Any]:
    """The live entries of one kind of some patients, as rows of values, in one statement."""
    live: Any = kind.model._default_manager.filter(
        patient__in=[patient.pk for patient in patients], status="live"
    )
    rows: Iterable[Any] = live.order_by(*kind.order).values_list(
        "patient_id", "pk", *kind.fields, named=True
    )
    return rows


def histories_of(patients: Sequence[Patient]) -> Iterator[tuple[Patient, History]]:
    """Each patient with the history as it counts now, in one statement for each kind of entry."""
    of_kinds = [by_patient(rows_of(kind, patients)) for kind in KINDS_READ]
    for patient in patients:
        yield patient, history_in(patient, [of_kind[patient.pk] for of_kind in of_kinds])


def by_patient(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by patient, in the order they came; none for any other patient."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.patient_id].append(row)
    return found


def history_of(patient: Patient, *, using: str = DEFAULT_DB_ALIAS) -> History:
    """A patient's history as it counts now, in one statement for all kinds of entry."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM titration_history(%s)", [patient.pk])
        read: Any = cursor.fetchone()
    return history_in(patient, map(rows_from, KINDS_READ, read))


def rows_from(kind: Kind, told: Iterable[dict[str, Any]]) -> list[Any]:
    """Rows of one kind from JSON, their values as the model's fields read them."""
    fields: Any = {name: kind.model._meta.get_field(name) for name in kind.fields}
    return [
        SimpleNamespace(
            pk=row["pk"], **{name: field.to_python(row[name]) for name, field in fields.items()}
        )
        for row in told
    ]


def history_in(patient: Patient, of_kinds: Iterable[Iterable[Any]]) -> History:
    """The history that a patient's rows make, kind by kind as ``KINDS_READ`` has them."""
    steps, effects, answers, checks, ratings, treatments, reviews = of_kinds
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
