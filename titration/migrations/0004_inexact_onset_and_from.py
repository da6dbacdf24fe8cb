import django.db.models.lookups
import patients.models.inexact_days
from django.db import migrations, models


class Migration(migrations.Migration):
    """A date becomes its ISO text, because psycopg2 sets PostgreSQL's style of dates to ISO."""

    dependencies = [
        ('titration', '0003_changes_of_effects_and_treatments'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sideeffect',
            name='sideeffect_resolves_after_onset',
        ),
        migrations.RemoveConstraint(
            model_name='sideeffect',
            name='sideeffect_is_reported_after_onset',
        ),
        migrations.RemoveConstraint(
            model_name='treatment',
            name='treatment_ends_after_it_begins',
        ),
        migrations.AlterField(
            model_name='sideeffect',
            name='onset_on',
            field=patients.models.inexact_days.InexactDayField(db_collation='C', max_length=10, verbose_name='onset'),
        ),
        migrations.AlterField(
            model_name='treatment',
            name='from_on',
            field=patients.models.inexact_days.InexactDayField(db_collation='C', max_length=10, verbose_name='from'),
        ),
        migrations.AddConstraint(
            model_name='sideeffect',
            constraint=models.CheckConstraint(condition=models.Q(('resolved_on', None), ('resolved_on__gte', models.Func(models.F('onset_on'), function='possible_first_day', output_field=models.DateField())), _connector='OR'), name='sideeffect_resolves_after_onset'),
        ),
        migrations.AddConstraint(
            model_name='sideeffect',
            constraint=models.CheckConstraint(condition=models.Q(('reported_on__gte', models.Func(models.F('onset_on'), function='possible_first_day', output_field=models.DateField()))), name='sideeffect_is_reported_after_onset'),
        ),
        migrations.AddConstraint(
            model_name='sideeffect',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func('onset_on', function='is_day_told', output_field=models.BooleanField()), models.Value(value=True)), name='sideeffect_onset_is_a_day'),
        ),
        migrations.AddConstraint(
            model_name='treatment',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.Func(models.F('from_on'), function='possible_first_day', output_field=models.DateField())), _connector='OR'), name='treatment_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='treatment',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func('from_on', function='is_day_told', output_field=models.BooleanField()), models.Value(value=True)), name='treatment_begins_on_a_day'),
        ),
    ]
