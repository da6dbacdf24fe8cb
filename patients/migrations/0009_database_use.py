"""Say in the database whether a demo or a clinic uses it, so that neither uses the other's."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from patients.database import use as database_use
from patients.database.append_only import (guards_updates, keeps_rows)
from patients.database.row_security import grants

# The key lets one row in.
TABLE = """
CREATE TABLE database_use (
    is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
    use text NOT NULL CHECK (use IN ('demo', 'clinic', 'both')),
    marked_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
)
"""


def mark(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        database_use.mark(cursor)


class Migration(migrations.Migration):
    dependencies = [("patients", "0008_history")]

    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE database_use"),
        migrations.RunPython(mark, migrations.RunPython.noop),
        keeps_rows("database_use"),
        guards_updates("database_use", "refuse_change"),
        grants("database_use", "SELECT"),
    ]
