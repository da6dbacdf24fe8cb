from django.db import migrations, models

# The trigger that migrate made before copies the names another way. The file that makes it anew
# runs after this migration, because migrate then finds the trigger gone.
COPY_FOLDED_NAMES = """
    DROP TRIGGER IF EXISTS titration_standing_copies_patient ON titration_standing;
    UPDATE titration_standing
    SET sort_family = coalesce(NULLIF(patient.family_folded, ''), patient.given_folded),
        sort_given = CASE WHEN patient.family_folded = '' THEN '' ELSE patient.given_folded END
    FROM patients_patient patient WHERE patient.id = titration_standing.patient_id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0003_folded_names'),
        ('titration', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='standing',
            name='sort_family',
            field=models.TextField(editable=False),
        ),
        migrations.AlterField(
            model_name='standing',
            name='sort_given',
            field=models.TextField(editable=False),
        ),
        migrations.RunSQL(COPY_FOLDED_NAMES, migrations.RunSQL.noop),
    ]
