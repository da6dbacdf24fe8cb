"""Accounts, clinics, patients, and the base of everything clinical."""

from patients.models.account import Account
from patients.models.audit_event import AuditEvent, Outcome
from patients.models.clinic import EMERGENCY_LASTS, Clinic, Membership, Role
from patients.models.dystonia import Cause, Distribution, Dystonia, Site
from patients.models.entry import Entry, EntryQuerySet, Status
from patients.models.patient import FormerDetails, Patient, Sex, age_on
from patients.models.precaution import Answer, Condition, Precaution

__all__ = [
    "EMERGENCY_LASTS",
    "Account",
    "Answer",
    "AuditEvent",
    "Cause",
    "Clinic",
    "Condition",
    "Distribution",
    "Dystonia",
    "Entry",
    "EntryQuerySet",
    "FormerDetails",
    "Membership",
    "Outcome",
    "Patient",
    "Precaution",
    "Role",
    "Sex",
    "Site",
    "Status",
    "age_on",
]
