"""Let the database tell when an entry of the therapy was recorded or marked."""

from django.db import migrations

from patients.database.row_security import guards_writes


class Migration(migrations.Migration):
    dependencies = [("titration", "0009_names_as_recorded"), ("patients", "0012_guards")]

    operations = [
        guards_writes(table, "guard_entry")
        for table in (
            "titration_dosestep",
            "titration_sideeffect",
            "titration_sideeffectcheck",
            "titration_rating",
            "titration_treatment",
            "titration_review",
        )
    ]
