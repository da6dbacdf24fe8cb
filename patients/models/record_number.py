"""The only fact about patients that an admin may see: which record numbers a clinic has."""

from django.db import models

from patients.models.clinic import Clinic


class RecordNumber(models.Model):
    """A patient's id, clinic and record number, from a view that holds nothing else.

    The access log reads record numbers from this view, so that admins need no right on the
    table of patients.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.DO_NOTHING, related_name="+")
    record_number = models.CharField(max_length=30)
    number_folded = models.TextField()

    class Meta:
        managed = False
        db_table = "patients_recordnumber"

    def __str__(self) -> str:
        return self.record_number
