from django.db import migrations

# When work that is done each night last ended. Only the owner of the tables writes it.
WORK_DONE = """
CREATE TABLE work_done (
    work text PRIMARY KEY,
    finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    detail text NOT NULL
)
"""


class Migration(migrations.Migration):
    dependencies = [("titration", "0013_glance")]

    operations = [migrations.RunSQL(WORK_DONE, "DROP TABLE work_done")]
