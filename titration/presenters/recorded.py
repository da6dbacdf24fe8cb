"""A patient's entries as plain values, read in one statement.

The ORM's query for each kind of entry, and its objects, cost the chart page
more than everything else on it together; one statement that lets PostgreSQL
put the rows together costs a quarter. Amounts travel as text, so that no
binary fraction touches a dose.

What was known at a past instant comes from the same statement: entries recorded
later are left out, and a marking made later has not happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection

from patients.models import Dystonia, Patient, Status
from titration.models import history_from
from titration.presenters.recorded_rows import (
    RecordedCheck,
    RecordedEffect,
    RecordedEntry,
    RecordedRating,
    RecordedReview,
    RecordedStep,
    RecordedTreatment,
    recorded_effect,
    recorded_rating,
    recorded_review,
    recorded_step,
    recorded_treatment,
)
from titration.rules import History

NOW = "infinity"
ENTRY = """
    entry.id AS pk, entry.recorded_by_id, author.full_name AS recorded_by,
    CASE WHEN marker.id IS NULL THEN 'live' ELSE entry.status END AS status,
    CASE WHEN marker.id IS NULL THEN '' ELSE entry.marked_reason END AS marked_reason,
    coalesce(marker.full_name, '') AS marked_by,
    CASE WHEN marker.id IS NOT NULL
        THEN (entry.marked_at AT TIME ZONE %(time_zone)s)::date END AS marked_on
"""
PEOPLE = """
    JOIN patients_account author ON author.id = entry.recorded_by_id
    LEFT JOIN patients_account marker
        ON marker.id = entry.marked_by_id AND entry.marked_at <= %(known_at)s
    WHERE entry.patient_id = %(patient)s AND entry.recorded_at <= %(known_at)s
        AND (marker.id IS NULL OR entry.status <> 'superseded')
"""
LIVE = """
    WHERE patient_id = %(patient)s AND recorded_at <= %(known_at)s
        AND (marked_at IS NULL OR marked_at > %(known_at)s)
"""
READ = f"""
SELECT
    (SELECT coalesce(json_agg(step ORDER BY step.starts_on, step.pk), '[]') FROM (
        SELECT {ENTRY}, entry.starts_on, entry.doses_mg::text[] AS doses_mg, entry.phase,
            entry.reason, entry.note, entry.already_taking
        FROM titration_dosestep entry {PEOPLE}
    ) step),
    (SELECT coalesce(json_agg(effect ORDER BY effect.onset_on DESC, effect.pk DESC), '[]') FROM (
        SELECT {ENTRY}, entry.term, entry.severity, entry.onset_on, entry.resolved_on,
            entry.reported_on, entry.reported_by, entry.action_taken, entry.note
        FROM titration_sideeffect entry {PEOPLE}
    ) effect),
    (SELECT coalesce(json_object_agg(condition, answer ORDER BY condition), '{{}}')
        FROM patients_precaution {LIVE}),
    (SELECT json_build_object('distribution', distribution, 'site', site)
        FROM patients_dystonia {LIVE}),
    (SELECT coalesce(json_agg(json_build_object('pk', id, 'asked_on', asked_on)), '[]')
        FROM titration_sideeffectcheck {LIVE}),
    (SELECT coalesce(json_agg(rating ORDER BY rating.recorded_at, rating.pk), '[]') FROM (
        SELECT {ENTRY}, entry.recorded_at, entry.measure, entry.value::text, entry.low::text,
            entry.high::text, entry.better, entry.rated_on, entry.rater
        FROM titration_rating entry {PEOPLE}
    ) rating),
    (SELECT coalesce(json_agg(given ORDER BY given.from_on DESC, given.pk DESC), '[]') FROM (
        SELECT {ENTRY}, entry.kind, entry.from_on, entry.until_on, entry.mcg_per_day::text,
            entry.detail
        FROM titration_treatment entry {PEOPLE}
    ) given),
    (SELECT coalesce(json_agg(review ORDER BY review.recorded_at, review.pk), '[]') FROM (
        SELECT {ENTRY}, entry.recorded_at, entry.reviewed_on, entry.next_on, entry.note
        FROM titration_review entry {PEOPLE}
    ) review),
    (SELECT concat(coalesce(max(id), 0), '.', count(marked_at)) FROM titration_dosestep
        WHERE patient_id = %(patient)s)
"""  # noqa: S608 - the parts are constants of this module


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
    values: dict[str, Any] = {
        "patient": patient.pk,
        "time_zone": patient.clinic.time_zone,
        "known_at": known_at or NOW,
    }
    with connection.cursor() as cursor:
        cursor.execute(READ, values)
        row: Any = cursor.fetchone()
    steps, effects, answers, dystonia, checks, ratings, treatments, reviews, edition = row
    return Recorded(
        steps=[recorded_step(row) for row in steps],
        effects=[recorded_effect(row) for row in effects],
        answers=answers,
        dystonia=Dystonia(**dystonia) if dystonia else None,
        checks=[RecordedCheck(row["pk"], date.fromisoformat(row["asked_on"])) for row in checks],
        ratings=[recorded_rating(row) for row in ratings],
        treatments=[recorded_treatment(row) for row in treatments],
        reviews=[recorded_review(row) for row in reviews],
        edition=edition,
    )
