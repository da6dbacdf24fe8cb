"""Refusing what would be recorded of a patient who is no longer under the clinic's care."""

from django.core.exceptions import ValidationError

from patients.models import Care, Entry, Patient


def refuse_after_care(patient: Patient, kind: type[Entry]) -> None:
    """Raise ``ValidationError`` if care ended and entries of this kind need it."""
    if kind.NEEDS_CARE and (sentence := after_care(patient.pk)):
        raise ValidationError(sentence)


def after_care(patient_id: int) -> str:
    """Say that care ended and where new entries go; empty for a patient who is under care."""
    end = Care.objects.ends_among([patient_id]).get(patient_id)
    if end is None:
        return ""
    instead = (
        f"New entries go to record {end.doubles.record_number}"
        if end.doubles
        else "Nothing new is recorded until care is reopened"
    )
    return f"{end}. {instead}; what is recorded here can be corrected."
