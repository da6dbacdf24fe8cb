"""Audit events as dicts that a test can compare."""

from typing import Any

from django.db.models import Model

from patients.models import Account, AuditEvent, Patient

WHAT_AN_EVENT_SAYS = (
    "action",
    "outcome",
    "account_id",
    "clinic_id",
    "patient_ids",
    "object_type",
    "object_id",
)


def events() -> list[dict[str, Any]]:
    """Return every event so far, oldest first, without its instant and request."""
    return list(AuditEvent.objects.order_by("pk").values(*WHAT_AN_EVENT_SAYS))


def event(
    action: str,
    outcome: str = "allowed",
    *,
    by: Account | None = None,
    patient: Patient | None = None,
    about: Model | None = None,
    **other: Any,
) -> dict[str, Any]:
    """Make an event as ``events`` returns it: ``event("read", by=nurse, patient=patient)``."""
    return {
        "action": action,
        "outcome": outcome,
        "account_id": by and by.pk,
        "clinic_id": patient and patient.clinic_id,
        "patient_ids": [patient.pk] if patient else [],
        "object_type": about._meta.model_name if about else "",
        "object_id": about and about.pk,
        **other,
    }
