"""The patients whose charts a reader opened last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from patients.models import Account, Clinic, full_name

MOST_RECENT = 5
RECENTLY = timedelta(days=7)
# Written as SQL, as what every opening of the worklist runs (titration/standing/listing.py).
RECENT = """
    SELECT patient.id, patient.family_name, patient.given_name
    FROM patients_look look JOIN patients_patient patient ON patient.id = look.patient_id
    WHERE look.account_id = %s AND look.looked_at > %s AND patient.clinic_id = ANY(%s::bigint[])
    ORDER BY look.looked_at DESC, look.id DESC LIMIT %s
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


def recently_opened(reader: Account, clinics: Iterable[Clinic]) -> list[Recent]:
    """Return the patients of some clinics whose charts a reader opened last, the latest first."""
    clinic_ids = [clinic.pk for clinic in clinics]
    with connection.cursor() as cursor:
        cursor.execute(RECENT, [reader.pk, timezone.now() - RECENTLY, clinic_ids, MOST_RECENT])
        return [Recent(pk, full_name(*name)) for pk, *name in cursor.fetchall()]
