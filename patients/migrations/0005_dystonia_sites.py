import django.contrib.postgres.fields
import django.db.models.lookups
from django.db import migrations, models

import patients.models.inexact_days

# The trigger that keeps entries as they were recorded refuses an UPDATE.
SITE_AS_SITES = """
    ALTER TABLE patients_dystonia RENAME COLUMN site TO sites;
    ALTER TABLE patients_dystonia
        ALTER COLUMN sites TYPE varchar(20)[]
            USING CASE WHEN sites = '' THEN '{}' ELSE ARRAY[sites] END,
        ALTER COLUMN since_on TYPE varchar(10) COLLATE "C" USING to_char(since_on, 'YYYY-MM-DD');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0004_inexact_birth_dates'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='dystonia',
            name='dystonia_codes_are_known',
        ),
        migrations.RemoveConstraint(
            model_name='dystonia',
            name='dystonia_has_a_site_exactly_when_focal',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(SITE_AS_SITES)],
            state_operations=[
                migrations.RenameField(model_name='dystonia', old_name='site', new_name='sites'),
                migrations.AlterField(
                    model_name='dystonia',
                    name='sites',
                    field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
                ),
                migrations.AlterField(
                    model_name='dystonia',
                    name='since_on',
                    field=patients.models.inexact_days.InexactDayField(blank=True, db_collation='C', max_length=10, null=True, verbose_name='since'),
                ),
            ],
        ),
        migrations.AddField(
            model_name='dystonia',
            name='age_at_onset',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='age at onset, years'),
        ),
        # What was recorded before was in the terms of 2013.
        migrations.AddField(
            model_name='dystonia',
            name='edition',
            field=models.CharField(choices=[('MDS 2013', 'MDS 2013'), ('MDS 2025', 'MDS 2025')], default='MDS 2013', max_length=10, verbose_name='classification'),
        ),
        migrations.AlterField(
            model_name='dystonia',
            name='edition',
            field=models.CharField(choices=[('MDS 2013', 'MDS 2013'), ('MDS 2025', 'MDS 2025')], default='MDS 2025', max_length=10, verbose_name='classification'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['idiopathic', 'genetic', "Parkinson's disease", 'cerebral palsy', 'other acquired', 'unknown']), ('distribution__in', ['focal', 'segmental', 'multifocal', 'generalized', 'hemidystonia']), ('edition__in', ['MDS 2013', 'MDS 2025']), ('sites__contained_by', ['cervical', 'oromandibular', 'blepharospasm', 'laryngeal', 'upper limb', 'lower limb', 'trunk', 'other'])), name='dystonia_codes_are_known'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func('sites', function='is_set', output_field=models.BooleanField()), models.Value(value=True)), name='dystonia_names_each_site_once'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('distribution', 'focal'), ('sites__len', 1)), models.Q(('distribution', 'segmental'), models.Q(models.Q(('sites__len', 1), _negated=True), ('sites__overlap', ['upper limb', 'lower limb']), _connector='OR')), models.Q(('distribution', 'generalized'), ('sites__len', 0)), models.Q(('distribution', 'generalized'), ('sites__contains', ['trunk']), models.Q(('sites__len__gt', 2), ('sites__overlap', ['upper limb', 'lower limb']), _connector='OR')), models.Q(('distribution__in', ['multifocal', 'hemidystonia']), models.Q(('sites__len', 1), _negated=True)), _connector='OR'), name='dystonia_has_the_sites_of_its_distribution'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=models.Q(('age_at_onset', None), ('age_at_onset__lte', 120), _connector='OR'), name='dystonia_begins_at_an_age_up_to_120'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func('since_on', function='is_day_told', output_field=models.BooleanField()), models.Value(value=True)), name='dystonia_since_is_a_day_told'),
        ),
    ]
