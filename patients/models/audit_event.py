"""The audit log: who did what, and when. An event outlives the rows that it names by id."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.utils import timezone

from patients.models.clinic import Clinic
from patients.models.record_number import RecordNumber

LOG_ITSELF = ("read-access-log", "export-access-log", "break-glass")


class Outcome(models.TextChoices):
    """How an attempt ended."""

    ALLOWED = "allowed", "Allowed"
    REFUSED = "refused", "Refused"


class IsAnyOf(Func):
    """True if a value is among the elements of an array."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Audit events, by what was done and with whose records."""

    def openings(self, account_id: int, *, since: datetime) -> "AuditEventQuerySet":
        """Keep an account's openings of single patients after an instant."""
        return self.filter(
            account_id=account_id, action="read", outcome=Outcome.ALLOWED, at__gt=since
        )

    def accesses_to(self, clinic: Clinic) -> "AuditEventQuerySet":
        """Keep what was done with a clinic's records and access log, allowed or refused.

        The event of a list, or of a try from outside the clinic, has patients but no clinic.
        """
        named = RecordNumber.objects.filter(IsAnyOf("pk", OuterRef("patient_ids")), clinic=clinic)
        return self.filter(
            Q(Q(action__in=LOG_ITSELF) | ~Q(patient_ids=[]), clinic_id=clinic.pk)
            | Q(Exists(named), clinic_id=None)
        )


class AuditEvent(models.Model):
    """One read, write, refusal or sign-in, without a clinical word.

    Append-only by trigger. Ids are plain numbers, not foreign keys. A list of
    patients is one event that names them all in ``patient_ids``.
    """

    at = models.DateTimeField(default=timezone.now)
    account_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.ALLOWED)
    clinic_id = models.BigIntegerField(null=True)
    patient_ids = ArrayField(models.BigIntegerField(), default=list)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    request_id = models.UUIDField(default=uuid.uuid4)
    address = models.GenericIPAddressField(null=True)

    objects: ClassVar[AuditEventQuerySet] = AuditEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account_id", "at"], name="audit_by_account"),
            models.Index(fields=["-at", "-id"], name="audit_newest_first"),
            GinIndex(fields=["patient_ids"], name="audit_by_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.outcome}"
