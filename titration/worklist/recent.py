"""The patients whose charts a reader opened last, read from the audit events of the openings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from patients.models import Account, full_name

MOST_RECENT = 5
# The latest openings are looked through: the same chart is opened many times over.
RECENT = """
    SELECT patient.id, patient.family_name, patient.given_name
    FROM (
        SELECT patient_ids[1] AS patient_id, max(at) AS at
        FROM (
            SELECT patient_ids, at FROM patients_auditevent
            WHERE account_id = %s AND action = 'read' AND outcome = 'allowed' AND at > %s
            ORDER BY at DESC LIMIT 100
        ) openings
        GROUP BY 1
    ) opened
    JOIN patients_patient patient ON patient.id = opened.patient_id
    WHERE patient.clinic_id = ANY(%s::bigint[])
    ORDER BY opened.at DESC, patient.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Recent:
    """A patient whose chart was opened."""

    patient_id: int
    name: str

    @property
    def path(self) -> str:
        """The chart's address, relative to the worklist's."""
        return f"patients/{self.patient_id}/"


def recently_opened(reader: Account, clinic_ids: Sequence[int], *, since: datetime) -> list[Recent]:
    """Return the patients of some clinics whose charts a reader opened last, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(RECENT, [reader.pk, since, list(clinic_ids), MOST_RECENT])
        return [Recent(pk, full_name(*names)) for pk, *names in cursor.fetchall()]
