"""Call the actions on patients; arguments that a test does not give have usual values."""

import uuid
from typing import Any

from patients.actions import dystonias, patients, precautions
from patients.models import Account, Clinic, Dystonia, Patient, Precaution

DETAILS: dict[str, Any] = {
    "record_number": "T-100",
    "family_name": "SAMPLE",
    "given_name": "Ada",
    "born_on": None,
    "sex": "unknown",
}


def register(
    clinic: Clinic, by: Account, *, token: uuid.UUID | None = None, **details: Any
) -> Patient:
    """Register a patient, by default Ada SAMPLE, T-100."""
    token = token or uuid.uuid4()
    return patients.register(clinic=clinic, by=by, form_token=token, **{**DETAILS, **details})


def change(patient: Patient, by: Account, **details: Any) -> Patient:
    """Change some details, with a form opened just now."""
    details = {"version": patient.version, **patient.details, **details}
    return patients.change_details(patient=patient, by=by, **details)


def record_dystonia(
    patient: Patient, by: Account, *, token: uuid.UUID | None = None, **values: Any
) -> Dystonia:
    """Record a dystonia, by default cervical and of unknown cause."""
    usual = {
        "distribution": "focal",
        "sites": ["cervical"],
        "cause": "unknown",
        "age_at_onset": None,
        "since_on": None,
        "edition": "MDS 2025",
    }
    token = token or uuid.uuid4()
    return dystonias.record(patient=patient, by=by, form_token=token, **{**usual, **values})


def answer(
    patient: Patient, by: Account, condition: str, said: str, *, token: uuid.UUID | None = None
) -> Precaution:
    """Record the answer about one condition."""
    return precautions.record(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        condition=condition,
        answer=said,
    )
