"""Reads everything recorded of one patient or of many in one statement, now or as known then.

The function ``titration_recorded`` (``titration/reading/recorded.sql``) collects the rows of
each kind; pages, actions and the command that rebuilds all standings read by it.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, cast, get_args, get_type_hints

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from patients.days import Day
from patients.models import CareState, Dystonia, Patient
from titration.reading.from_json import as_known, row_of
from titration.reading.open_effects import Matter
from titration.reading.patient_rows import RecordedCare, RecordedDystonia, RecordedPrecaution
from titration.reading.planned_rows import RecordedPlannedStep
from titration.reading.rows import (
    R,
    RecordedAcknowledgement,
    RecordedCheck,
    RecordedContact,
    RecordedEffect,
    RecordedEffectChange,
    RecordedEntry,
    RecordedIntake,
    RecordedNote,
    RecordedRating,
    RecordedReview,
    RecordedStep,
    RecordedTreatment,
    RecordedTreatmentChange,
)
from titration.rules import Answer, History

NOW = "infinity"
# It names the table of patients, so that a page that reads without an audit event is refused.
READ = """
    SELECT patient.id, recorded.*
    FROM patients_patient patient, titration_recorded(patient.id, %s) recorded
    WHERE patient.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one patient: entries that count, and those entered in error.

    Each field is a kind, named as the column in which the SQL function gives it. Steps
    and changes, those of care too, come earliest first; effects, treatments and intakes latest
    first; ratings, reviews, contacts and notes in the order in which they were recorded. Effects
    and treatments hold their changes too.
    """

    steps: Sequence[RecordedStep] = ()
    planned_steps: Sequence[RecordedPlannedStep] = ()
    effects: Sequence[RecordedEffect] = ()
    effect_changes: Sequence[RecordedEffectChange] = ()
    acknowledgements: Sequence[RecordedAcknowledgement] = ()
    checks: Sequence[RecordedCheck] = ()
    ratings: Sequence[RecordedRating] = ()
    treatments: Sequence[RecordedTreatment] = ()
    treatment_changes: Sequence[RecordedTreatmentChange] = ()
    reviews: Sequence[RecordedReview] = ()
    precautions: Sequence[RecordedPrecaution] = ()
    dystonias: Sequence[RecordedDystonia] = ()
    care: Sequence[RecordedCare] = ()
    intakes: Sequence[RecordedIntake] = ()
    contacts: Sequence[RecordedContact] = ()
    notes: Sequence[RecordedNote] = ()

    def history(self, born_on: Day | None) -> History:
        """Return the entries that count, as the rules read them."""
        return History(
            born_on=born_on,
            steps=tuple(row.fact for row in live(self.steps)),
            side_effects=tuple(row.fact for row in live(self.effects)),
            precautions=cast(dict[str, Answer], self.answers),
            checks=tuple(row.fact for row in live(self.checks)),
            ratings=tuple(row.fact for row in live(self.ratings)),
            treatments=tuple(row.fact for row in live(self.treatments)),
            reviews=tuple(row.fact for row in live(self.reviews)),
            contacts=tuple(row.fact for row in live(self.contacts)),
        )

    @property
    def entries(self) -> Iterator[RecordedEntry]:
        """Every entry, kind by kind."""
        return chain.from_iterable(getattr(self, name) for name in ROW_CLASSES)

    @property
    def is_drawn(self) -> bool:
        """True if there is an entry that the drawing shows."""
        return any((self.steps, self.effects, self.ratings, self.treatments))

    @property
    def people(self) -> set[int]:
        """The ids of the accounts that recorded or marked an entry."""
        authors = {row.recorded_by_id for row in self.entries}
        return authors | {row.marked_by_id for row in self.entries if row.marked_by_id}

    @property
    def answers(self) -> dict[str, str]:
        """The answers that count, by condition."""
        return {row.condition: row.answer for row in live(self.precautions)}

    @property
    def dystonia(self) -> Dystonia | None:
        """The dystonia that counts, if one is recorded."""
        for told in live(self.dystonias):
            return Dystonia(distribution=told.distribution, sites=list(told.sites))
        return None

    def step_on(self, day: date) -> RecordedStep | None:
        """The dose step that holds on a day, if one does."""
        begun = [row for row in live(self.steps) if row.starts_on <= day]
        return begun[-1] if begun else None

    @property
    def acknowledged(self) -> dict[Matter, RecordedAcknowledgement]:
        """The acknowledgements that count, each by what it acknowledges."""
        return {Matter(row.effect_id, row.worsening_id): row for row in live(self.acknowledgements)}

    @property
    def end_of_care(self) -> RecordedCare | None:
        """The end of care, if care ended and was not reopened."""
        changes = live(self.care)
        return changes[-1] if changes and changes[-1].state == CareState.ENDED else None

    def last_day(self, today: date) -> date:
        """The last day that is told: today, or the day on which care ended."""
        return self.end_of_care.from_on if self.end_of_care else today

    @property
    def edition(self) -> str:
        """A text that changes with every dose step recorded or marked."""
        return edition_of((row.id, row.marked_at) for row in self.steps)

    @property
    def last_asked_on(self) -> date | None:
        """The last day on which side effects were asked about and none was reported."""
        return max((row.asked_on for row in live(self.checks)), default=None)


ROW_CLASSES: dict[str, type[RecordedEntry]] = {
    name: get_args(hint)[0] for name, hint in get_type_hints(Recorded).items()
}


def live(rows: Iterable[R]) -> list[R]:
    """The entries that count."""
    return [row for row in rows if row.is_live]


def edition_of(steps: Iterable[tuple[int, datetime | None]]) -> str:
    """Make the edition from all dose steps of a patient, each by id and when it was marked."""
    marked = dict(steps)
    return f"{max(marked, default=0)}.{sum(at is not None for at in marked.values())}"


def read(
    patient: Patient, known_at: datetime | None = None, *, using: str = DEFAULT_DB_ALIAS
) -> Recorded:
    """Read everything recorded of one patient, now or as known at ``known_at``."""
    return read_all([patient.pk], known_at, using=using)[patient.pk]


def read_all(
    patient_ids: Sequence[int],
    known_at: datetime | None = None,
    *,
    using: str = DEFAULT_DB_ALIAS,
) -> dict[int, Recorded]:
    """Read everything recorded of several patients in one statement, by the patient's id."""
    with connections[using].cursor() as cursor:
        cursor.execute(READ, [known_at or NOW, list(patient_ids)])
        _, *names = [column.name for column in cursor.description or ()]
        return {
            patient_id: recorded_from_json(tuple(zip(names, kinds, strict=True)), known_at)
            for patient_id, *kinds in cursor.fetchall()
        }


def history_of(patient: Patient, *, using: str = DEFAULT_DB_ALIAS) -> History:
    """Read the history that the rules compare, as it counts now."""
    return read(patient, using=using).history(patient.born_on)


@lru_cache(maxsize=settings.HISTORIES_KEPT)
def recorded_from_json(kinds: tuple[tuple[str, str], ...], known_at: datetime | None) -> Recorded:
    """Make the rows of each kind from JSON, which comes with the name of its column.

    The same JSON gives the same object, so that what follows from it is worked out once.
    """
    rows = {name: rows_of(ROW_CLASSES[name], told, known_at) for name, told in kinds}
    return with_changes(Recorded(**rows))  # type: ignore[arg-type]


def with_changes(recorded: Recorded) -> Recorded:
    """Give effects and treatments their changes.

    Those of an effect in error count as little as it does, at every instant, marked or not.
    """
    if not recorded.effect_changes and not recorded.treatment_changes:
        return recorded
    of_effects = grouped(recorded.effect_changes, attrgetter("effect_id"))
    of_treatments = grouped(recorded.treatment_changes, attrgetter("treatment_id"))
    return replace(
        recorded,
        effects=tuple(
            replace(row, changes=of_effects[row.id]) if row.id in of_effects else row
            for row in recorded.effects
        ),
        treatments=tuple(
            replace(row, changes=of_treatments[row.id]) if row.id in of_treatments else row
            for row in recorded.treatments
        ),
    )


def grouped(changes: Iterable[R], entry_of: Callable[[R], int]) -> dict[int, tuple[R, ...]]:
    """Return the changes of each entry that has any, in the order given, by the entry's id."""
    found: dict[int, tuple[R, ...]] = defaultdict(tuple)
    for change in changes:
        found[entry_of(change)] += (change,)
    return dict(found)


def rows_of(kind: type[R], text: str, known_at: datetime | None) -> tuple[R, ...]:
    """Make the rows of one kind, as known at an instant, from JSON; no number becomes a float."""
    told: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)
    rows = (row_of(kind, each) for each in told)
    return tuple(as_known(row, known_at) for row in rows) if known_at else tuple(rows)
