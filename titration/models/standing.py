"""Where each patient stands today: what the worklist shows and sorts by."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func

from patients.models import Patient
from titration.models.dose_step import AMOUNT_DECIMALS, AMOUNT_DIGITS


class Standing(models.Model):
    """Derived from a patient's entries by the rules, for the day ``as_of``.

    It stays true until ``changes_on``, the first later day on which a planned
    step starts or a flag begins or ends; ``None`` where no such day is known.
    Written only by ``titration.actions.standings``, which can rebuild it.
    """

    patient = models.OneToOneField(
        Patient, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    as_of = models.DateField()
    changes_on = models.DateField(null=True, db_index=True)
    doses_mg = ArrayField(
        models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_DECIMALS),
        null=True,
    )
    total_mg = models.DecimalField(max_digits=AMOUNT_DIGITS + 1, decimal_places=2, null=True)
    regimen_since = models.DateField(null=True)
    open_side_effects = models.PositiveIntegerField(default=0)
    worst_severity = models.CharField(max_length=10, blank=True)
    attention_flags = ArrayField(models.CharField(max_length=40), default=list)
    notice_flags = ArrayField(models.CharField(max_length=40), default=list)
    attention_count = models.GeneratedField(
        expression=Func("attention_flags", function="cardinality"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    notice_count = models.GeneratedField(
        expression=Func("notice_flags", function="cardinality"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )

    DERIVED: ClassVar = (
        "as_of",
        "changes_on",
        "doses_mg",
        "total_mg",
        "regimen_since",
        "open_side_effects",
        "worst_severity",
        "attention_flags",
        "notice_flags",
    )

    def __str__(self) -> str:
        return f"Standing of patient {self.patient_id} on {self.as_of:%d-%b-%Y}"
