import django.db.models.lookups
from django.db import migrations, models

import patients.models.inexact_days

# to_char, because what a cast to text writes depends on the server's DateStyle.
BIRTH_DATES_AS_TEXT = """
    ALTER TABLE patients_patient ALTER COLUMN born_on TYPE varchar(10) COLLATE "C"
        USING to_char(born_on, 'YYYY-MM-DD');
    ALTER TABLE patients_formerdetails ALTER COLUMN born_on TYPE varchar(10) COLLATE "C"
        USING to_char(born_on, 'YYYY-MM-DD');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0003_folded_names'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(BIRTH_DATES_AS_TEXT)],
            state_operations=[
                migrations.AlterField(model_name='patient', name='born_on', field=patients.models.inexact_days.InexactDayField(blank=True, db_collation='C', max_length=10, null=True, verbose_name='birth date')),
                migrations.AlterField(model_name='formerdetails', name='born_on', field=patients.models.inexact_days.InexactDayField(blank=True, db_collation='C', max_length=10, null=True, verbose_name='birth date')),
            ],
        ),
        migrations.AddConstraint(
            model_name='formerdetails',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func('born_on', function='is_day_told', output_field=models.BooleanField()), models.Value(value=True)), name='formerdetails_birth_is_a_day_told'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func('born_on', function='is_day_told', output_field=models.BooleanField()), models.Value(value=True)), name='patient_birth_is_a_day_told'),
        ),
    ]
