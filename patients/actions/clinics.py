"""Opening clinics."""

from django.db import transaction

from patients import audit
from patients.models import Account, Clinic


def create(*, name: str, time_zone: str, by: Account | None) -> Clinic:
    """Open a clinic in a time zone of the IANA database.

    Raises ``ValidationError``, by field, for a name that is taken or an unknown zone.
    """
    clinic = Clinic(name=name, time_zone=time_zone)
    clinic.full_clean()
    with transaction.atomic():
        clinic.save(force_insert=True)
        audit.record("create-clinic", by=by, clinic_id=clinic.pk, about=clinic)
    return clinic
