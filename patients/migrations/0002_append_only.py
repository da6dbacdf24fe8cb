"""Make the database refuse what no path through the code may do either.

An entry may only ever be marked, once; a patient's details change only after
the former ones were kept; former details and audit events never change; none
of these rows is ever deleted, and no table of them emptied.
"""

from django.db import migrations

from patients.database.append_only import (guards_updates, keeps_rows)

FUNCTIONS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION allow_only_marking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    marking CONSTANT text[] := ARRAY['status', 'marked_at', 'marked_by_id', 'marked_reason'];
BEGIN
    IF OLD.status = 'live' AND NEW.status <> 'live'
            AND to_jsonb(NEW) - marking = to_jsonb(OLD) - marking THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only a live entry can be marked, once', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION keep_former_details() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    details CONSTANT text[] := ARRAY[
        'record_number', 'family_name', 'given_name', 'born_on', 'sex', 'version'
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

DROP_FUNCTIONS = """
DROP FUNCTION keep_former_details();
DROP FUNCTION allow_only_marking();
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(
            operation
            for table, function in {
                "patients_patient": "keep_former_details",
                "patients_formerdetails": "refuse_change",
                "patients_auditevent": "refuse_change",
                "patients_dystonia": "allow_only_marking",
                "patients_precaution": "allow_only_marking",
            }.items()
            for operation in (keeps_rows(table), guards_updates(table, function))
        ),
    ]
