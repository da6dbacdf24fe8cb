"""Who reports a side effect or gives a rating."""

from django.db import models


class Reporter(models.TextChoices):
    """The person who reported or rated."""

    PATIENT = "patient", "Patient"
    CARER = "carer", "Carer"
    CLINICIAN = "clinician", "Clinician"
