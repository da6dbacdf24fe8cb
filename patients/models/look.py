"""When each reader last looked at a patient's chart."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from patients.models.patient import Patient


class Look(models.Model):
    """When one reader last opened a patient's chart, and when they did in the visit before.

    It is the reader's own: row-level security shows it to nobody else. It says what is new to
    them, and is no evidence: the audit events say who read what.
    """

    # Without foreign keys in the database: opening a chart does not wait for a writer of it.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="looks", db_constraint=False
    )
    looked_at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "patient"], name="one_look_of_a_reader")
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-looked_at"], name="looks_of_a_reader"),
        ]

    def __str__(self) -> str:
        return f"Account {self.account_id} looked at patient {self.patient_id}, {self.looked_at}"
