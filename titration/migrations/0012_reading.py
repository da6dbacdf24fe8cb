"""Read everything recorded of a patient by one function, for pages, actions and the register."""

from pathlib import Path

from django.db import migrations

READING = Path(__file__).parent.parent / "reading" / "recorded.sql"


class Migration(migrations.Migration):
    dependencies = [("titration", "0011_standings_in_order")]

    operations = [
        migrations.RunSQL("DROP FUNCTION titration_history(bigint)"),
        migrations.RunSQL("DROP FUNCTION titration_recorded(bigint, text, timestamptz)"),
        migrations.RunSQL(READING.read_text()),
    ]
