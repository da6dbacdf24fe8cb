"""Hold the entries of the therapy to the same rule as all others: marked once, never changed."""

from django.db import migrations

from patients.database.append_only import (guards_updates, keeps_rows)


class Migration(migrations.Migration):
    dependencies = [("titration", "0001_initial"), ("patients", "0002_append_only")]

    operations = [
        operation
        for table in (
            "titration_dosestep",
            "titration_sideeffect",
            "titration_sideeffectcheck",
        )
        for operation in (
            keeps_rows(table),
            guards_updates(table, "allow_only_marking"),
        )
    ]
