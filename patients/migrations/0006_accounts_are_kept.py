"""Keep the history of accounts as that of patients is kept, and show admins record numbers only.

An invitation or a reset is answered once; a membership changes its end, and
not once that has passed; reviews never change; none of these rows is deleted.
"""

from django.db import migrations

from patients.database.append_only import (guards_updates, keeps_rows)

FUNCTIONS = """
CREATE FUNCTION allow_only_answering() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer CONSTANT text[] := ARRAY[
        'token_hash', 'expires_at', 'accepted_by_id', 'accepted_at',
        'withdrawn_by_id', 'withdrawn_at'
    ];
BEGIN
    IF OLD.accepted_at IS NULL AND OLD.withdrawn_at IS NULL
            AND to_jsonb(NEW) - answer = to_jsonb(OLD) - answer THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only an open one is renewed or answered', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION allow_only_using() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    uses CONSTANT text[] := ARRAY['used_at', 'replaced_at'];
BEGIN
    IF OLD.used_at IS NULL AND OLD.replaced_at IS NULL
            AND to_jsonb(NEW) - uses = to_jsonb(OLD) - uses THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only an open one is used or replaced', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION allow_only_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.until IS NULL OR OLD.until > now())
            AND to_jsonb(NEW) - 'until' = to_jsonb(OLD) - 'until' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only an end to come is changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION allow_only_ending();
DROP FUNCTION allow_only_using();
DROP FUNCTION allow_only_answering();
"""

RECORD_NUMBERS = """
CREATE VIEW patients_recordnumber AS SELECT id, clinic_id, record_number FROM patients_patient
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0005_accounts")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(
            operation
            for table, function in {
                "patients_membership": "allow_only_ending",
                "patients_invitation": "allow_only_answering",
                "patients_signinreset": "allow_only_using",
                "patients_accessreview": "refuse_change",
                "patients_accessreviewline": "refuse_change",
            }.items()
            for operation in (keeps_rows(table), guards_updates(table, function))
        ),
        migrations.RunSQL(RECORD_NUMBERS, "DROP VIEW patients_recordnumber"),
    ]
