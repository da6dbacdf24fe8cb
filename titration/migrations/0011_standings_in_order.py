"""Let a page of the worklist, and what is due, be read from an index of one table.

The names and the clinic are the patient's. Triggers copy them, so that no program has
to remember to, and the policies may go by the copied clinic: nobody else can set it.
"""

import django.db.models.deletion
from django.db import migrations, models

from patients.database.row_security import CLINICIAN, IN_CLINICS, OF_PATIENT_SEEN

COPY_FROM_PATIENTS = """
CREATE FUNCTION titration_standing_copies_patient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT clinic_id, upper(family_name), upper(given_name)
    INTO NEW.clinic_id, NEW.sort_family, NEW.sort_given
    FROM patients_patient WHERE id = NEW.patient_id;
    RETURN NEW;
END $$;

CREATE TRIGGER titration_standing_copies_patient BEFORE INSERT OR UPDATE ON titration_standing
    FOR EACH ROW EXECUTE FUNCTION titration_standing_copies_patient();

CREATE FUNCTION titration_standing_follows_patient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE titration_standing SET patient_id = patient_id WHERE patient_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER titration_standing_follows_patient
    AFTER UPDATE OF clinic_id, family_name, given_name ON patients_patient
    FOR EACH ROW EXECUTE FUNCTION titration_standing_follows_patient();

UPDATE titration_standing SET patient_id = patient_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
COPY_NO_MORE = """
DROP TRIGGER titration_standing_follows_patient ON patients_patient;
DROP FUNCTION titration_standing_follows_patient();
DROP TRIGGER titration_standing_copies_patient ON titration_standing;
DROP FUNCTION titration_standing_copies_patient();
"""


def seen_where(condition: str) -> str:
    """Let the role that serves see and write the standings that meet a condition."""
    return f"""
        ALTER POLICY titration_standing_select ON titration_standing USING ({condition});
        ALTER POLICY titration_standing_insert ON titration_standing WITH CHECK ({condition});
        ALTER POLICY titration_standing_update ON titration_standing
            USING ({condition}) WITH CHECK ({condition});
    """  # nosec B608


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0012_guards"),
        ("titration", "0010_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="clinic",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="patients.clinic",
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="sort_family",
            field=models.CharField(editable=False, max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="standing",
            name="sort_given",
            field=models.CharField(editable=False, max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(COPY_FROM_PATIENTS, COPY_NO_MORE),
        migrations.AlterField(
            model_name="standing",
            name="clinic",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="patients.clinic",
            ),
        ),
        migrations.AlterField(
            model_name="standing",
            name="changes_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["clinic", "changes_on"], name="standing_due"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                fields=[
                    "-attention_count",
                    "-notice_count",
                    "sort_family",
                    "sort_given",
                    "patient",
                ],
                name="standing_by_flags",
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                fields=["sort_family", "sort_given", "patient"], name="standing_by_name"
            ),
        ),
        migrations.RunSQL(
            seen_where(IN_CLINICS.format(clinics=CLINICIAN)),
            seen_where(OF_PATIENT_SEEN.format(table="titration_standing")),
        ),
    ]
