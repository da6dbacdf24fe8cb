"""Entries of the therapy are seen and written in the reader's clinics; doses by neurologists."""

from django.db import migrations

from patients.database.row_security import (NEUROLOGIST, OF_PATIENT_SEEN, grants, holds_entries, policies)

SEEN = OF_PATIENT_SEEN.format(table="titration_standing")


class Migration(migrations.Migration):
    dependencies = [("titration", "0004_recorded"), ("patients", "0007_row_security")]

    operations = [
        *holds_entries("titration_dosestep", recorded_as=NEUROLOGIST),
        *holds_entries("titration_sideeffect"),
        *holds_entries("titration_sideeffectcheck"),
        *holds_entries("titration_rating"),
        *holds_entries("titration_treatment"),
        *holds_entries("titration_review"),
        grants("titration_standing", "SELECT", "INSERT", "UPDATE"),
        policies("titration_standing", select=SEEN, insert=SEEN, update=SEEN),
    ]
