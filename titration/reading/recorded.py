"""A patient's entries as plain values, read in one statement.

The ORM's query for each kind of entry, and its objects, cost the chart page
more than everything else on it together. The function ``titration_recorded``
(the latest migration that names it) lets PostgreSQL put the rows together.
Amounts travel as text, so that no binary fraction touches a dose.

What was known at a past instant comes from the same function: entries recorded
later are left out, and a marking made later has not happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection

from patients.models import Dystonia, Patient, Status
from titration.reading.history import history_from
from titration.reading.rows import (
    RecordedCheck,
    RecordedEffect,
    RecordedEntry,
    RecordedRating,
    RecordedReview,
    RecordedStep,
    RecordedTreatment,
    rows_as,
)
from titration.rules import History

NOW = "infinity"
# It names the table of patients so that no page can be shown that is not on record.
READ = """
    SELECT recorded.*
    FROM patients_patient patient, titration_recorded(patient.id, %s, %s) recorded
    WHERE patient.id = %s
"""

E = TypeVar("E", bound=RecordedEntry)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded about a patient.

    Steps come earliest first, effects and treatments latest first, ratings and
    reviews in the order in which they were recorded. ``edition`` is what
    ``DoseStep.objects.edition`` gives.
    """

    steps: Sequence[RecordedStep]
    effects: Sequence[RecordedEffect]
    answers: dict[str, str]
    dystonia: Dystonia | None
    checks: Sequence[RecordedCheck]
    ratings: Sequence[RecordedRating]
    treatments: Sequence[RecordedTreatment]
    reviews: Sequence[RecordedReview]
    edition: str

    def history(self, born_on: date | None) -> History:
        """What the rules read of it, for a patient born on a day."""
        return history_from(
            born_on,
            self.live_steps,
            self.live_effects,
            self.answers,
            checks=self.checks,
            ratings=live(self.ratings),
            treatments=live(self.treatments),
            reviews=live(self.reviews),
        )

    @property
    def live_steps(self) -> list[RecordedStep]:
        """The steps that count."""
        return live(self.steps)

    @property
    def live_effects(self) -> list[RecordedEffect]:
        """The side effects that count."""
        return live(self.effects)

    @property
    def last_asked_on(self) -> date | None:
        """The last day on which somebody asked and none was reported."""
        return max((check.asked_on for check in self.checks), default=None)


def live(rows: Iterable[E]) -> list[E]:
    """The entries that count."""
    return [row for row in rows if row.status == Status.LIVE]


def read(patient: Patient, known_at: datetime | None = None) -> Recorded:
    """Read everything that a page about one patient shows, in one statement.

    With ``known_at`` as it was known at that instant.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ, [patient.clinic.time_zone, known_at or NOW, patient.pk])
        row: Any = cursor.fetchone()
    steps, effects, answers, dystonia, checks, ratings, treatments, reviews, edition = row
    return Recorded(
        steps=rows_as(RecordedStep, steps),
        effects=rows_as(RecordedEffect, effects),
        answers=answers,
        dystonia=Dystonia(**dystonia) if dystonia else None,
        checks=rows_as(RecordedCheck, checks),
        ratings=rows_as(RecordedRating, ratings),
        treatments=rows_as(RecordedTreatment, treatments),
        reviews=rows_as(RecordedReview, reviews),
        edition=edition,
    )
