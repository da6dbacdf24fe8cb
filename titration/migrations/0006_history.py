"""Keep every entry of the therapy, as it was written, where no page can reach it."""

from django.db import migrations

from patients.database.append_only import keeps_history


class Migration(migrations.Migration):
    dependencies = [("titration", "0005_row_security"), ("patients", "0008_history")]

    operations = [
        keeps_history(table)
        for table in (
            "titration_dosestep",
            "titration_sideeffect",
            "titration_sideeffectcheck",
            "titration_rating",
            "titration_treatment",
            "titration_review",
        )
    ]
