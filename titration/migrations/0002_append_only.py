"""Hold the entries of the therapy to the same rule as all others: marked once, never changed."""

from importlib import import_module

from django.db import migrations

append_only = import_module("patients.migrations.0002_append_only")


class Migration(migrations.Migration):
    dependencies = [("titration", "0001_initial"), ("patients", "0002_append_only")]

    operations = [
        operation
        for table in ("titration_dosestep", "titration_sideeffect", "titration_sideeffectcheck")
        for operation in (
            append_only.keeps_rows(table),
            append_only.guards_updates(table, "allow_only_marking"),
        )
    ]
