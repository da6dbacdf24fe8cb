"""Keep former names of accounts, and compare texts that identify by what is read and seen.

``patients.models.look_alikes`` says what the two functions give. They are made from a file
named for Unicode's version, which stays as it is: newer tables need a file and a migration.
"""

import json
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import patients.models.look_alikes as compared
from patients.database.append_only import (guards_updates, keeps_history, keeps_rows)
from patients.database.roles import APP
from patients.models.visible_text import validate_visible
from patients.database.row_security import grants

FILE = Path(__file__).parents[1] / "unicode" / "look_alikes-13.0.0.json"
TABLES = json.loads(FILE.read_text(encoding="ascii"))

# plpgsql keeps the plan, and the table as one constant in it, for as long as the connection.
FUNCTION = """
CREATE FUNCTION {name}(said text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $function$
BEGIN
    RETURN (
        SELECT coalesce(string_agg(
            coalesce($table${table}$table$::jsonb ->> letter, letter), '' ORDER BY place
        ), '')
        FROM string_to_table(
            regexp_replace(normalize(said, NFKD), '[{unseen}]', '', 'g'), NULL
        ) WITH ORDINALITY AS letters (letter, place)
    );
END $function$;
"""
FUNCTIONS = "".join(
    FUNCTION.format(
        name=f"text_{name}", table=json.dumps(TABLES[name]), unseen=TABLES["unseen"]
    )
    for name in ("folded", "shape")
)
DROP_FUNCTIONS = "DROP FUNCTION text_shape(text); DROP FUNCTION text_folded(text);"

# What is kept from before: in one spelling of each letter; what looks alike is for people to mend.
COMPOSE = """
ALTER TABLE patients_patient DISABLE TRIGGER patients_patient_guards_updates;
UPDATE patients_account SET full_name = normalize(full_name)
    WHERE full_name IS NOT NFC NORMALIZED;
UPDATE patients_clinic SET name = normalize(name) WHERE name IS NOT NFC NORMALIZED;
UPDATE patients_patient SET record_number = normalize(record_number),
        family_name = normalize(family_name), given_name = normalize(given_name)
    WHERE (record_number || family_name || given_name) IS NOT NFC NORMALIZED;
ALTER TABLE patients_patient ENABLE TRIGGER patients_patient_guards_updates;
"""
REFUSE_LOOK_ALIKES = """
DO $$ DECLARE found text; BEGIN
    SELECT string_agg(said, '; ') INTO found FROM (
        SELECT format('patients %s of clinic %s have record numbers that look alike',
            array_agg(id ORDER BY id), clinic_id) AS said
        FROM patients_patient, LATERAL (VALUES
            ('folded', text_folded(replace(record_number, ' ', ''))),
            ('shape', text_shape(replace(record_number, ' ', '')))
        ) form (kind, value)
        GROUP BY clinic_id, kind, value HAVING count(*) > 1
        UNION
        SELECT format('clinics %s have names that look alike', array_agg(id ORDER BY id))
        FROM patients_clinic, LATERAL (VALUES
            ('folded', text_folded(name)), ('shape', text_shape(name))
        ) form (kind, value)
        GROUP BY kind, value HAVING count(*) > 1
        UNION
        SELECT format('patient %s has a name or number that shows nothing', id)
        FROM patients_patient
        WHERE '' IN (text_folded(record_number), text_folded(family_name), text_folded(given_name))
        UNION
        SELECT format('account %s has a name that shows nothing', id)
        FROM patients_account WHERE text_folded(full_name) = ''
        UNION
        SELECT format('clinic %s has a name that shows nothing', id)
        FROM patients_clinic WHERE text_folded(name) = ''
    ) problem;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'Change these in the version served now, then migrate again: %', found;
    END IF;
END $$;
"""

# Computed columns have no value yet in a BEFORE trigger, so both are passed over.
KEEP_FORMER_DETAILS = """
CREATE OR REPLACE FUNCTION keep_former_details() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    details CONSTANT text[] := ARRAY[
        'record_number', 'family_name', 'given_name', 'born_on', 'sex', 'version'{computed}
    ];
BEGIN
    IF NEW.version = OLD.version + 1
            AND to_jsonb(NEW) - details = to_jsonb(OLD) - details
            AND EXISTS (
                SELECT 1 FROM patients_formerdetails former
                WHERE former.patient_id = OLD.id AND former.version = OLD.version
                    AND former.record_number = OLD.record_number
                    AND former.family_name = OLD.family_name
                    AND former.given_name = OLD.given_name
                    AND former.born_on IS NOT DISTINCT FROM OLD.born_on
                    AND former.sex = OLD.sex
            ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the details of a patient change only after the former ones are kept'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

RECORD_NUMBERS = """
CREATE VIEW patients_recordnumber WITH (security_barrier) AS
    SELECT id, clinic_id, record_number{folded} FROM patients_patient
    WHERE NOT row_security_active('patients_patient')
        OR clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse', 'admin'))::bigint[]);
"""
DROP_RECORD_NUMBERS = "DROP VIEW patients_recordnumber;"
GRANT_RECORD_NUMBERS = f"GRANT SELECT ON patients_recordnumber TO {APP};"

# The function runs with the owner's rights, so the role that serves needs none on the names kept.
KEEP_FORMER_NAME = """
CREATE FUNCTION keep_former_name() RETURNS trigger
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    -- The role that renames: current_user is the owner, here.
    who CONSTANT text := coalesce(NULLIF(current_setting('role'), 'none'), session_user);
BEGIN
    IF app_account() IS DISTINCT FROM OLD.id
            AND NOT pg_has_role(who::name, current_user, 'MEMBER') THEN
        RAISE EXCEPTION 'an account is renamed by itself only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.renamed_at := clock_timestamp();
    INSERT INTO patients_formername (account_id, full_name, held_until)
        VALUES (OLD.id, OLD.full_name, NEW.renamed_at);
    RETURN NEW;
END $$;

CREATE TRIGGER patients_account_keeps_former_name BEFORE UPDATE ON patients_account
    FOR EACH ROW WHEN (OLD.full_name IS DISTINCT FROM NEW.full_name)
    EXECUTE FUNCTION keep_former_name();
"""
DROP_KEEP_FORMER_NAME = """
DROP TRIGGER patients_account_keeps_former_name ON patients_account;
DROP FUNCTION keep_former_name();
"""
# Of an account, pages change this and nothing else.
CHANGE_ACCOUNTS = f"""
REVOKE UPDATE ON patients_account FROM {APP};
GRANT UPDATE (password, last_login, full_name, is_active) ON patients_account TO {APP};
"""
CHANGE_ACCOUNTS_ANYHOW = f"GRANT UPDATE ON patients_account TO {APP};"


class Migration(migrations.Migration):
    dependencies = [("patients", "0009_database_use")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(COMPOSE, migrations.RunSQL.noop),
        migrations.RunSQL(REFUSE_LOOK_ALIKES, migrations.RunSQL.noop),
        migrations.RunSQL(
            KEEP_FORMER_DETAILS.format(computed=", 'number_folded', 'number_shape'"),
            KEEP_FORMER_DETAILS.format(computed=""),
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=200)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to=settings.AUTH_USER_MODEL)),
                ('held_until', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='patient',
            name='patient_record_number_unique_in_clinic',
        ),
        migrations.RemoveConstraint(
            model_name='patient',
            name='patient_is_named_and_numbered',
        ),
        migrations.AddField(
            model_name='account',
            name='renamed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='patient',
            name='number_folded',
            field=models.GeneratedField(db_persist=True, expression=compared.Folded(django.db.models.functions.text.Replace(models.F('record_number'), models.Value(' '), models.Value(''))), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='patient',
            name='number_shape',
            field=models.GeneratedField(db_persist=True, expression=compared.Shape(django.db.models.functions.text.Replace(models.F('record_number'), models.Value(' '), models.Value(''))), output_field=models.TextField()),
        ),
        migrations.AlterField(
            model_name='clinic',
            name='name',
            field=models.CharField(max_length=200, validators=[validate_visible]),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(compared.Folded(models.F('full_name')), models.Value('')), _negated=True), name='account_is_named'),
        ),
        migrations.AddConstraint(
            model_name='clinic',
            constraint=models.UniqueConstraint(compared.Folded(models.F('name')), name='clinic_name_unique'),
        ),
        migrations.AddConstraint(
            model_name='clinic',
            constraint=models.UniqueConstraint(compared.Shape(models.F('name')), name='clinic_name_looks_unique'),
        ),
        migrations.AddConstraint(
            model_name='clinic',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(compared.Folded(models.F('name')), models.Value('')), _negated=True), name='clinic_is_named', violation_error_message='Enter a name that can be seen.'),
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
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number_folded', ''), _negated=True), models.Q(django.db.models.lookups.Exact(compared.Folded(models.F('family_name')), models.Value('')), _negated=True), models.Q(django.db.models.lookups.Exact(compared.Folded(models.F('given_name')), models.Value('')), _negated=True)), name='patient_is_named_and_numbered'),
        ),
        migrations.AddIndex(
            model_name='formername',
            index=models.Index(fields=['account', 'held_until'], name='former_name_by_account'),
        ),
        migrations.RunSQL(
            DROP_RECORD_NUMBERS + RECORD_NUMBERS.format(folded=", number_folded"),
            DROP_RECORD_NUMBERS + RECORD_NUMBERS.format(folded="") + GRANT_RECORD_NUMBERS,
        ),
        migrations.RunSQL(GRANT_RECORD_NUMBERS, migrations.RunSQL.noop),
        keeps_rows("patients_formername"),
        guards_updates("patients_formername", "refuse_change"),
        keeps_history("patients_formername"),
        grants("patients_formername", "SELECT"),
        migrations.RunSQL(KEEP_FORMER_NAME, DROP_KEEP_FORMER_NAME),
        migrations.RunSQL(CHANGE_ACCOUNTS, CHANGE_ACCOUNTS_ANYHOW),
    ]
