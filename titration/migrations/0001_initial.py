"""The tables as they stand."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('patients', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DoseStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('starts_on', models.DateField(verbose_name='from')),
                ('doses_mg', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=2, max_digits=5), blank=True, size=None)),
                ('phase', models.CharField(choices=[('initiation', 'Initiation'), ('maintenance', 'Maintenance'), ('taper', 'Taper'), ('stopped', 'Stopped')], max_length=20)),
                ('reason', models.CharField(blank=True, choices=[('starting', 'Starting'), ('more effect wanted', 'More effect wanted'), ('side effect', 'Side effect'), ('tolerance', 'Tolerance'), ('taper', 'Taper'), ('stopping', 'Stopping'), ('restart', 'Restart'), ('correction of plan', 'Correction of plan'), ('other', 'Other')], max_length=30)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('already_taking', models.BooleanField(default=False, verbose_name='already taking baclofen')),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='titration.dosestep')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='dosestep_marking_is_whole'), models.CheckConstraint(condition=models.Q(('doses_mg__len__lte', 8)), name='dosestep_amounts_up_to_8'), models.CheckConstraint(condition=models.Func(models.F('doses_mg'), output_field=models.BooleanField(), template='(0 < ALL(%(expressions)s) AND 1000 > ALL(%(expressions)s) AND array_position(%(expressions)s, NULL) IS NULL)'), name='dosestep_amounts_are_mg'), models.CheckConstraint(condition=models.Q(('phase__in', ['initiation', 'maintenance', 'taper', 'stopped']), models.Q(models.Q(('doses_mg__len', 0), ('phase', 'stopped')), models.Q(models.Q(('phase', 'stopped'), _negated=True), ('doses_mg__len__gt', 0)), _connector='OR')), name='dosestep_stopped_exactly_when_empty'), models.CheckConstraint(condition=models.Q(('reason__in', ['', 'starting', 'more effect wanted', 'side effect', 'tolerance', 'taper', 'stopping', 'restart', 'correction of plan', 'other'])), name='dosestep_reason_is_known'), models.UniqueConstraint(condition=models.Q(('status', 'live')), fields=('patient', 'starts_on'), name='dosestep_one_live_per_start_date')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('measure', models.CharField(max_length=60)),
                ('value', models.DecimalField(decimal_places=2, max_digits=6)),
                ('low', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('high', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('better', models.CharField(blank=True, choices=[('lower', 'Lower is better'), ('higher', 'Higher is better')], max_length=10)),
                ('rated_on', models.DateField(verbose_name='rated')),
                ('rater', models.CharField(choices=[('patient', 'Patient'), ('carer', 'Carer'), ('clinician', 'Clinician')], default='patient', max_length=10)),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='titration.rating')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='rating_marking_is_whole'), models.CheckConstraint(condition=models.Q(('rater__in', ['patient', 'carer', 'clinician']), models.Q(('measure', ''), _negated=True)), name='rating_codes_are_known'), models.CheckConstraint(condition=models.Q(models.Q(('better', ''), ('high', None), ('low', None), ('measure__in', ['spasm', 'pain', 'mobility', 'daily function', 'sleep', 'mood', 'CGI severity', 'CGI improvement'])), models.Q(models.Q(('measure__in', ['spasm', 'pain', 'mobility', 'daily function', 'sleep', 'mood', 'CGI severity', 'CGI improvement']), _negated=True), ('better__in', ['lower', 'higher']), ('high__gt', models.F('low')), ('high__isnull', False), ('high__lt', 10000), ('low__gte', 0), ('low__isnull', False)), _connector='OR'), name='rating_has_a_range_exactly_when_a_named_total'), models.CheckConstraint(condition=models.Q(models.Q(('measure__in', ('CGI severity', 'CGI improvement')), ('value__in', range(1, 8))), models.Q(models.Q(('measure__in', ('CGI severity', 'CGI improvement')), _negated=True), ('low', None), ('value__gte', 0), ('value__lte', 10)), models.Q(('low__isnull', False), ('value__gte', models.F('low')), ('value__lte', models.F('high'))), _connector='OR'), name='rating_lies_within_its_range')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('reviewed_on', models.DateField(verbose_name='reviewed')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='next review')),
                ('note', models.CharField(blank=True, max_length=500)),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='titration.review')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='review_marking_is_whole'), models.CheckConstraint(condition=models.Q(('next_on', None), ('next_on__gt', models.F('reviewed_on')), _connector='OR'), name='review_comes_before_the_next')],
            },
        ),
        migrations.CreateModel(
            name='SideEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('term', models.CharField(max_length=100, verbose_name='side effect')),
                ('severity', models.CharField(choices=[('mild', 'Mild'), ('moderate', 'Moderate'), ('severe', 'Severe')], max_length=10)),
                ('onset_on', models.DateField(verbose_name='onset')),
                ('resolved_on', models.DateField(blank=True, null=True, verbose_name='resolved')),
                ('reported_on', models.DateField(verbose_name='reported')),
                ('reported_by', models.CharField(choices=[('patient', 'Patient'), ('carer', 'Carer'), ('clinician', 'Clinician')], default='patient', max_length=10)),
                ('action_taken', models.CharField(choices=[('nothing', 'Nothing'), ('dose changed', 'Dose changed'), ('dose stopped', 'Dose stopped'), ('other treatment', 'Other treatment'), ('referred', 'Referred')], default='nothing', max_length=20, verbose_name='what was done')),
                ('note', models.CharField(blank=True, max_length=500)),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='titration.sideeffect')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='sideeffect_marking_is_whole'), models.CheckConstraint(condition=models.Q(('severity__in', ['mild', 'moderate', 'severe']), ('reported_by__in', ['patient', 'carer', 'clinician']), ('action_taken__in', ['nothing', 'dose changed', 'dose stopped', 'other treatment', 'referred']), models.Q(('term', ''), _negated=True)), name='sideeffect_codes_are_known'), models.CheckConstraint(condition=models.Q(('resolved_on', None), ('resolved_on__gte', models.F('onset_on')), _connector='OR'), name='sideeffect_resolves_after_onset'), models.CheckConstraint(condition=models.Q(('reported_on__gte', models.F('onset_on'))), name='sideeffect_is_reported_after_onset')],
            },
        ),
        migrations.CreateModel(
            name='SideEffectCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('asked_on', models.DateField(verbose_name='asked')),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='titration.sideeffectcheck')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='sideeffectcheck_marking_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('patient', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='standing', serialize=False, to='patients.patient')),
                ('as_of', models.DateField()),
                ('sort_family', models.CharField(editable=False, max_length=200)),
                ('sort_given', models.CharField(editable=False, max_length=200)),
                ('changes_on', models.DateField(null=True)),
                ('doses_mg', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=2, max_digits=5), null=True, size=None)),
                ('total_mg', models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ('regimen_since', models.DateField(null=True)),
                ('open_side_effects', models.PositiveIntegerField(default=0)),
                ('worst_severity', models.CharField(blank=True, max_length=10)),
                ('attention_flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('notice_flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('attention_count', models.GeneratedField(db_persist=True, expression=models.Func('attention_flags', function='cardinality'), output_field=models.PositiveIntegerField())),
                ('notice_count', models.GeneratedField(db_persist=True, expression=models.Func('notice_flags', function='cardinality'), output_field=models.PositiveIntegerField())),
                ('clinic', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.clinic')),
            ],
            options={
                'indexes': [models.Index(fields=['clinic', 'changes_on'], name='standing_due'), models.Index(fields=['-attention_count', '-notice_count', 'sort_family', 'sort_given', 'patient'], name='standing_by_flags'), models.Index(fields=['sort_family', 'sort_given', 'patient'], name='standing_by_name')],
            },
        ),
        migrations.CreateModel(
            name='Treatment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('kind', models.CharField(choices=[('physical therapy', 'Physical therapy'), ('occupational therapy', 'Occupational therapy'), ('botulinum toxin', 'Botulinum toxin'), ('other medicine', 'Other medicine'), ('surgery', 'Surgery'), ('intrathecal baclofen', 'Intrathecal baclofen')], max_length=30, verbose_name='treatment')),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('mcg_per_day', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='mcg per day')),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='titration.treatment')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='treatment_marking_is_whole'), models.CheckConstraint(condition=models.Q(('kind__in', ['physical therapy', 'occupational therapy', 'botulinum toxin', 'other medicine', 'surgery', 'intrathecal baclofen'])), name='treatment_kind_is_known'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='treatment_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('mcg_per_day', None), models.Q(('kind', 'intrathecal baclofen'), ('mcg_per_day__gt', 0), ('mcg_per_day__lt', 100000)), _connector='OR'), name='treatment_has_mcg_only_when_intrathecal')],
            },
        ),
    ]
