"""Who told of something: side effects are reported, and ratings rated, by one of these."""

from django.db import models


class Reporter(models.TextChoices):
    """Who told of it."""

    PATIENT = "patient", "Patient"
    CARER = "carer", "Carer"
    CLINICIAN = "clinician", "Clinician"
