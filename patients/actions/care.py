"""Refusing what would be recorded of a patient who is no longer under the clinic's care."""

from django.core.exceptions import ValidationError

from patients.models import Care, Entry, Patient


def refuse_after_care(patient: Patient, kind: type[Entry]) -> None:
    """Raise ``ValidationError`` if care ended and entries of this kind need it."""
    end = Care.objects.ends_among([patient.pk]).get(patient.pk)
    if kind.NEEDS_CARE and end:
        instead = (
            f"New entries go to record {end.doubles.record_number}"
            if end.doubles
            else "Nothing new is recorded until care is reopened"
        )
        raise ValidationError(f"{end}. {instead}; what is recorded here can be corrected.")
