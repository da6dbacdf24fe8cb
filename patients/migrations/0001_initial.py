"""The tables, and three things that no model makes.

``manage.py migrate`` makes functions, triggers, policies and grants from SQL files; see
``docs/adr/0021-sql-as-files-run-by-migrate.md``.
"""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import patients.models.clinic
import patients.models.visible_text
import uuid
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from patients.database import database_use

# The table in which all processes count, as Django's createcachetable makes it.
SHARED_CACHE = """
CREATE TABLE shared_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""

# Says if a demo or a clinic uses the database, so that neither uses the other's. The key allows
# one row only. This migration writes it, so there is never data without it.
DATABASE_USE = """
CREATE TABLE database_use (
    is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
    use text NOT NULL CHECK (use IN ('demo', 'clinic')),
    marked_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);
"""


def mark(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        database_use.mark(cursor)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(SHARED_CACHE, "DROP TABLE shared_cache"),
        migrations.RunSQL(DATABASE_USE, "DROP TABLE database_use"),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.CreateModel(
            name='RecordNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_number', models.CharField(max_length=30)),
                ('number_folded', models.TextField()),
            ],
            options={
                'db_table': 'patients_recordnumber',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('full_name', models.CharField(max_length=200)),
                ('renamed_at', models.DateTimeField(editable=False, null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='account_email_is_lower_case'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('full_name'), function='text_folded', output_field=models.TextField()), models.Value('')), _negated=True), name='account_is_named')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account_id', models.BigIntegerField(null=True)),
                ('action', models.CharField(max_length=60)),
                ('outcome', models.CharField(choices=[('allowed', 'Allowed'), ('refused', 'Refused')], default='allowed', max_length=10)),
                ('clinic_id', models.BigIntegerField(null=True)),
                ('patient_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('object_type', models.CharField(blank=True, max_length=40)),
                ('object_id', models.BigIntegerField(null=True)),
                ('request_id', models.UUIDField(default=uuid.uuid4)),
                ('address', models.GenericIPAddressField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['account_id', 'at'], name='audit_by_account'), models.Index(fields=['-at', '-id'], name='audit_newest_first'), django.contrib.postgres.indexes.GinIndex(fields=['patient_ids'], name='audit_by_patient')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('account_id', models.BigIntegerField(null=True)),
                ('role', models.CharField(max_length=63)),
                ('request_id', models.UUIDField(null=True)),
                ('operation', models.CharField(max_length=6)),
                ('table_name', models.CharField(max_length=63)),
                ('row_id', models.BigIntegerField()),
                ('became', models.JSONField()),
            ],
            options={
                'indexes': [models.Index(fields=['table_name', 'row_id'], name='change_by_row')],
            },
        ),
        migrations.CreateModel(
            name='Clinic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, validators=[patients.models.visible_text.validate_visible])),
                ('time_zone', models.CharField(max_length=64, validators=[patients.models.clinic.validate_time_zone])),
                ('contact', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.Func(models.F('name'), function='text_folded', output_field=models.TextField()), name='clinic_name_unique'), models.UniqueConstraint(models.Func(models.F('name'), function='text_shape', output_field=models.TextField()), name='clinic_name_looks_unique'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('name'), function='text_folded', output_field=models.TextField()), models.Value('')), _negated=True), name='clinic_is_named', violation_error_message='Enter a name that can be seen.')],
            },
        ),
        migrations.CreateModel(
            name='AccessReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_reviews', to='patients.clinic')),
            ],
            options={
                'get_latest_by': ('signed_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('neurologist', 'Neurologist'), ('nurse', 'Nurse'), ('admin', 'Admin')], max_length=20)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('is_emergency', models.BooleanField(default=False)),
                ('emergency_reason', models.CharField(blank=True, max_length=500)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='patients.clinic')),
            ],
        ),
        migrations.CreateModel(
            name='AccessReviewLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=200)),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('neurologist', 'Neurologist'), ('nurse', 'Nurse'), ('admin', 'Admin')], max_length=20)),
                ('decision', models.CharField(choices=[('keep', 'Keep'), ('end', 'End')], max_length=10)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='patients.accessreview')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.membership')),
            ],
        ),
        migrations.CreateModel(
            name='Patient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_number', models.CharField(max_length=30)),
                ('family_name', models.CharField(max_length=100)),
                ('given_name', models.CharField(max_length=100)),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('sex', models.CharField(choices=[('female', 'Female'), ('male', 'Male'), ('other', 'Other'), ('unknown', 'Not known')], default='unknown', max_length=10)),
                ('registered_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('number_folded', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Replace(models.F('record_number'), models.Value(' '), models.Value('')), function='text_folded', output_field=models.TextField()), output_field=models.TextField())),
                ('number_shape', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Replace(models.F('record_number'), models.Value(' '), models.Value('')), function='text_shape', output_field=models.TextField()), output_field=models.TextField())),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patients', to='patients.clinic')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FormerDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_number', models.CharField(max_length=30)),
                ('family_name', models.CharField(max_length=100)),
                ('given_name', models.CharField(max_length=100)),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('sex', models.CharField(choices=[('female', 'Female'), ('male', 'Male'), ('other', 'Other'), ('unknown', 'Not known')], default='unknown', max_length=10)),
                ('version', models.PositiveIntegerField(editable=False)),
                ('believed_until', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_details', to='patients.patient')),
            ],
            options={
                'verbose_name_plural': 'former details',
            },
        ),
        migrations.CreateModel(
            name='Dystonia',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('distribution', models.CharField(choices=[('focal', 'Focal'), ('segmental', 'Segmental'), ('multifocal', 'Multifocal'), ('generalized', 'Generalized'), ('hemidystonia', 'Hemidystonia')], max_length=20)),
                ('site', models.CharField(blank=True, choices=[('cervical', 'Cervical'), ('oromandibular', 'Oromandibular'), ('blepharospasm', 'Blepharospasm'), ('laryngeal', 'Laryngeal'), ('upper limb', 'Upper limb'), ('lower limb', 'Lower limb'), ('trunk', 'Trunk'), ('other', 'Other site')], max_length=20)),
                ('cause', models.CharField(choices=[('idiopathic', 'Idiopathic'), ('genetic', 'Genetic'), ("Parkinson's disease", "Parkinson's disease"), ('cerebral palsy', 'Cerebral palsy'), ('other acquired', 'Other acquired'), ('unknown', 'Unknown')], default='unknown', max_length=30)),
                ('since_on', models.DateField(blank=True, null=True, verbose_name='since')),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='patients.dystonia')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Precaution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('live', 'Live'), ('superseded', 'Superseded'), ('entered-in-error', 'Entered in error')], default='live', editable=False, max_length=20)),
                ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('marked_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('condition', models.CharField(choices=[('kidney disease', 'Kidney disease'), ('epilepsy', 'Epilepsy'), ('psychiatric disorder', 'Psychiatric disorder')], max_length=30)),
                ('answer', models.CharField(choices=[('present', 'Present'), ('absent', 'Absent'), ('not asked', 'Not asked')], max_length=20)),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='patients.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='patients.precaution')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SignInReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('reset_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('removed_second_factors', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('used_at', models.DateTimeField(null=True)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_resets', to=settings.AUTH_USER_MODEL)),
                ('reset_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=200)),
                ('held_until', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'held_until'], name='former_name_by_account')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('form_token', models.UUIDField(editable=False, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('neurologist', 'Neurologist'), ('nurse', 'Nurse'), ('admin', 'Admin')], max_length=20)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='patients.clinic')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('token_hash__regex', '^[0-9a-f]{64}$')), name='invitation_keeps_a_hash'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='invitation_email_is_lower_case'), models.CheckConstraint(condition=models.Q(('role__in', ['neurologist', 'nurse', 'admin'])), name='invitation_role_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('withdrawn_at', None)), _connector='OR'), name='invitation_acceptance_is_whole'), models.CheckConstraint(condition=models.Q(('withdrawn_by__isnull', True), ('withdrawn_at__isnull', False), _connector='OR'), name='invitation_withdrawal_has_an_instant'), models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('clinic', 'email'), name='invitation_one_open_each')],
            },
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['neurologist', 'nurse', 'admin'])), name='membership_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='membership_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('emergency_reason', ''), ('is_emergency', False)), models.Q(('is_emergency', True), ('until__isnull', False), models.Q(('emergency_reason', ''), _negated=True)), _connector='OR'), name='membership_in_emergency_has_reason_and_end'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('is_emergency', False), models.Q(('role__in', ['neurologist', 'nurse']), ('until__lte', django.db.models.expressions.CombinedExpression(models.F('since'), '+', models.Value(datetime.timedelta(seconds=14400))))), _connector='OR'), name='membership_in_emergency_is_short_and_clinical'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('account', '='), ('clinic', '='), (models.Func('since', 'until', function='TSTZRANGE', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='membership_one_role_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='accessreviewline',
            constraint=models.UniqueConstraint(fields=('review', 'membership'), name='accessreviewline_one_each'),
        ),
        migrations.AddConstraint(
            model_name='accessreviewline',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['neurologist', 'nurse', 'admin']), ('decision__in', ['keep', 'end'])), name='accessreviewline_codes_are_known'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.UniqueConstraint(fields=('clinic', 'number_folded'), name='patient_record_number_unique_in_clinic'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.UniqueConstraint(fields=('clinic', 'number_shape'), name='patient_record_number_looks_unique_in_clinic'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(('sex__in', ['female', 'male', 'other', 'unknown'])), name='patient_sex_is_known_code'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number_folded', ''), _negated=True), models.Q(django.db.models.lookups.Exact(models.Func(models.F('family_name'), function='text_folded', output_field=models.TextField()), models.Value('')), _negated=True), models.Q(django.db.models.lookups.Exact(models.Func(models.F('given_name'), function='text_folded', output_field=models.TextField()), models.Value('')), _negated=True)), name='patient_is_named_and_numbered'),
        ),
        migrations.AddConstraint(
            model_name='formerdetails',
            constraint=models.UniqueConstraint(fields=('patient', 'version'), name='formerdetails_one_each'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='dystonia_marking_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=models.Q(('distribution__in', ['focal', 'segmental', 'multifocal', 'generalized', 'hemidystonia']), ('cause__in', ['idiopathic', 'genetic', "Parkinson's disease", 'cerebral palsy', 'other acquired', 'unknown'])), name='dystonia_codes_are_known'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('distribution', 'focal'), ('site__in', ['cervical', 'oromandibular', 'blepharospasm', 'laryngeal', 'upper limb', 'lower limb', 'trunk', 'other'])), models.Q(models.Q(('distribution', 'focal'), _negated=True), ('site', '')), _connector='OR'), name='dystonia_has_a_site_exactly_when_focal'),
        ),
        migrations.AddConstraint(
            model_name='dystonia',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'live')), fields=('patient',), name='dystonia_one_live'),
        ),
        migrations.AddConstraint(
            model_name='precaution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('marked_by', None), ('marked_reason', ''), ('status', 'live')), models.Q(('marked_at__isnull', False), ('marked_by__isnull', False), ('marked_reason', ''), ('status', 'superseded')), models.Q(models.Q(('marked_reason', ''), _negated=True), ('marked_at__isnull', False), ('marked_by__isnull', False), ('status', 'entered-in-error')), _connector='OR'), name='precaution_marking_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='precaution',
            constraint=models.CheckConstraint(condition=models.Q(('condition__in', ['kidney disease', 'epilepsy', 'psychiatric disorder']), ('answer__in', ['present', 'absent', 'not asked'])), name='precaution_codes_are_known'),
        ),
        migrations.AddConstraint(
            model_name='precaution',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'live')), fields=('patient', 'condition'), name='precaution_one_live_per_condition'),
        ),
        migrations.AddConstraint(
            model_name='signinreset',
            constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '^[0-9a-f]{64}$')), name='signinreset_keeps_a_hash'),
        ),
        migrations.AddConstraint(
            model_name='signinreset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('removed_second_factors', False)), models.Q(models.Q(('reason', ''), _negated=True), ('removed_second_factors', True)), _connector='OR'), name='signinreset_of_second_factors_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='signinreset',
            constraint=models.CheckConstraint(condition=models.Q(('used_at', None), ('replaced_at', None), _connector='OR'), name='signinreset_used_or_replaced'),
        ),
        migrations.AddConstraint(
            model_name='signinreset',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at', None), ('used_at', None)), fields=('account',), name='signinreset_one_open_each'),
        ),
    ]
