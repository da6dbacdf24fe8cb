"""Show beside each entry of a chart the names that its people had when they wrote it.

An account that was not renamed after an entry costs the comparison of two instants; only for
another one is its former name looked up, by an index.
"""

from importlib import import_module

from django.db import migrations

FORMER = import_module("titration.migrations.0008_recorded_rows")

NAME_AT = """CASE WHEN {person}.renamed_at > {instant} THEN (
        SELECT former.full_name FROM patients_formername former
        WHERE former.account_id = {person}.id AND former.held_until > {instant}
        ORDER BY former.held_until LIMIT 1
    ) ELSE {person}.full_name END"""
AUTHOR = NAME_AT.format(person="author", instant="entry.recorded_at")
MARKER = NAME_AT.format(person="marker", instant="entry.marked_at")
REPLACE = FORMER.REPLACE.replace("author.full_name", AUTHOR).replace("marker.full_name", MARKER)


class Migration(migrations.Migration):
    dependencies = [("titration", "0008_recorded_rows"), ("patients", "0011_names")]

    operations = [migrations.RunSQL(REPLACE, FORMER.REPLACE)]
