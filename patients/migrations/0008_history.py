"""Keep every row that is written to a table of patients, or of who may see them, as it was.

The function runs with the rights of the tables' owner, so the role that serves
needs none on what it writes, and has none.
"""

from django.db import migrations, models

from patients.database.append_only import (guards_updates, keeps_history, keeps_rows)

FUNCTION = """
CREATE FUNCTION note_change() RETURNS trigger
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    account CONSTANT bigint := app_account();
    -- Whoever wrote: current_user is the owner, here.
    who CONSTANT text := coalesce(NULLIF(current_setting('role'), 'none'), session_user);
BEGIN
    IF account IS NULL AND NOT pg_has_role(who::name, current_user, 'MEMBER') THEN
        RAISE EXCEPTION '% refused in %: nobody is named who writes', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO patients_change
        (at, account_id, role, request_id, operation, table_name, row_id, became)
    VALUES (
        clock_timestamp(), account, who, NULLIF(current_setting('app.request_id', true), '')::uuid,
        TG_OP, TG_TABLE_NAME, NEW.id, to_jsonb(NEW)
    );
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0007_row_security")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("account_id", models.BigIntegerField(null=True)),
                ("role", models.CharField(max_length=63)),
                ("request_id", models.UUIDField(null=True)),
                ("operation", models.CharField(max_length=6)),
                ("table_name", models.CharField(max_length=63)),
                ("row_id", models.BigIntegerField()),
                ("became", models.JSONField()),
            ],
            options={
                "indexes": [models.Index(fields=["table_name", "row_id"], name="change_by_row")],
            },
        ),
        keeps_rows("patients_change"),
        guards_updates("patients_change", "refuse_change"),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION note_change();"),
        *(
            keeps_history(table)
            for table in (
                "patients_patient",
                "patients_formerdetails",
                "patients_dystonia",
                "patients_precaution",
                "patients_membership",
            )
        ),
    ]
