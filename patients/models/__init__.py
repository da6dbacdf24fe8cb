"""Accounts, clinics, patients, and the base of everything clinical."""

from patients.models.access_review import AccessReview, AccessReviewLine, Decision, due_after
from patients.models.account import Account, FormerName
from patients.models.audit_event import AuditEvent, Outcome
from patients.models.care import Care, CareState, EndReason, care_text
from patients.models.change import Change
from patients.models.clinic import EMERGENCY_LASTS, Clinic, Membership, MembershipQuerySet, Role
from patients.models.content import Resending, content_fields
from patients.models.dystonia import (
    Cause,
    Distribution,
    Dystonia,
    DystoniaValues,
    Edition,
    Site,
)
from patients.models.entry import Entry, EntryQuerySet, Status
from patients.models.invitation import Invitation, InvitationQuerySet
from patients.models.look import Look
from patients.models.one_time_link import OneTimeLink
from patients.models.outside_identity import OutsideIdentity
from patients.models.patient import FormerDetails, Patient, PatientValues, Sex, age_on, full_name
from patients.models.precaution import Answer, Condition, Precaution
from patients.models.record_number import RecordNumber
from patients.models.sign_in_reset import SignInReset

__all__ = [
    "EMERGENCY_LASTS",
    "AccessReview",
    "AccessReviewLine",
    "Account",
    "Answer",
    "AuditEvent",
    "Care",
    "CareState",
    "Cause",
    "Change",
    "Clinic",
    "Condition",
    "Decision",
    "Distribution",
    "Dystonia",
    "DystoniaValues",
    "Edition",
    "EndReason",
    "Entry",
    "EntryQuerySet",
    "FormerDetails",
    "FormerName",
    "Invitation",
    "InvitationQuerySet",
    "Look",
    "Membership",
    "MembershipQuerySet",
    "OneTimeLink",
    "Outcome",
    "OutsideIdentity",
    "Patient",
    "PatientValues",
    "Precaution",
    "RecordNumber",
    "Resending",
    "Role",
    "Sex",
    "SignInReset",
    "Site",
    "Status",
    "age_on",
    "care_text",
    "content_fields",
    "due_after",
    "full_name",
]
