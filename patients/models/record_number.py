"""What an admin may learn of patients: that a record number exists in a clinic."""

from django.db import models

from patients.models.clinic import Clinic


class RecordNumber(models.Model):
    """A patient's id, clinic and record number, from a view that holds nothing else.

    The access log is read through it, so that nobody who runs accounts needs a
    right on the table of patients.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.DO_NOTHING, related_name="+")
    record_number = models.CharField(max_length=30)
    number_folded = models.TextField()

    class Meta:
        managed = False
        db_table = "patients_recordnumber"

    def __str__(self) -> str:
        return self.record_number
