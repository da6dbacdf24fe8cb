"""A patient's entries as plain values, read in one statement.

The ORM's query for each kind of entry, and its objects, cost the chart page
more than everything else on it together; one statement that lets PostgreSQL
put the rows together costs a quarter. Amounts travel as text, so that no
binary fraction touches a dose.

What was known at a past instant comes from the same statement: entries recorded
later are left out, and a marking made later has not happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from patients.models import Dystonia, Patient, Status
from titration.models import history_from
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
    (SELECT max(asked_on) FROM titration_sideeffectcheck {LIVE}),
    (SELECT concat(coalesce(max(id), 0), '.', count(marked_at)) FROM titration_dosestep
        WHERE patient_id = %(patient)s)
"""  # noqa: S608 - the parts are constants of this module


class RecordedStep(NamedTuple):
    """A dose step that is live or was entered in error; ``doses_mg`` in mg."""

    pk: int
    status: str
    marked_reason: str
    recorded_by_id: int
    recorded_by: str
    marked_by: str
    marked_on: date | None
    starts_on: date
    doses_mg: tuple[Decimal, ...]
    phase: str
    reason: str
    note: str
    already_taking: bool


class RecordedEffect(NamedTuple):
    """A side effect that is live or was entered in error."""

    pk: int
    status: str
    marked_reason: str
    recorded_by_id: int
    recorded_by: str
    marked_by: str
    marked_on: date | None
    term: str
    severity: str
    onset_on: date
    resolved_on: date | None
    reported_on: date
    reported_by: str
    action_taken: str
    note: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded about a patient: steps earliest first, effects latest onset first.

    ``edition`` is what ``DoseStep.objects.edition`` gives.
    """

    steps: Sequence[RecordedStep]
    effects: Sequence[RecordedEffect]
    answers: dict[str, str]
    dystonia: Dystonia | None
    last_asked_on: date | None
    edition: str

    def history(self, born_on: date | None) -> History:
        """What the rules read of it, for a patient born on a day."""
        return history_from(born_on, self.live_steps, self.live_effects, self.answers)

    @property
    def live_steps(self) -> list[RecordedStep]:
        """The steps that count."""
        return [row for row in self.steps if row.status == Status.LIVE]

    @property
    def live_effects(self) -> list[RecordedEffect]:
        """The side effects that count."""
        return [row for row in self.effects if row.status == Status.LIVE]


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
    steps, effects, answers, dystonia, last_asked_on, edition = row
    return Recorded(
        steps=[recorded_step(row) for row in steps],
        effects=[recorded_effect(row) for row in effects],
        answers=answers,
        dystonia=Dystonia(**dystonia) if dystonia else None,
        last_asked_on=last_asked_on,
        edition=edition,
    )


def recorded_step(row: dict[str, Any]) -> RecordedStep:
    """A dose step from its JSON."""
    row["marked_on"] = day(row["marked_on"])
    row["starts_on"] = date.fromisoformat(row["starts_on"])
    row["doses_mg"] = tuple(map(Decimal, row["doses_mg"]))
    return RecordedStep(**row)


def recorded_effect(row: dict[str, Any]) -> RecordedEffect:
    """A side effect from its JSON."""
    row["marked_on"] = day(row["marked_on"])
    row["onset_on"] = date.fromisoformat(row["onset_on"])
    row["resolved_on"] = day(row["resolved_on"])
    row["reported_on"] = date.fromisoformat(row["reported_on"])
    return RecordedEffect(**row)


def day(text: str | None) -> date | None:
    """A date as JSON carries it, or nothing."""
    return None if text is None else date.fromisoformat(text)
