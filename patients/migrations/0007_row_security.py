"""Let the role that serves do what the pages need, and see only the reader's clinics.

The setting ``app.account_id`` says who acts; ``patients.database.acting_account`` sets it. Whoever
is not active, or a clinician nowhere, is in no clinic by these functions.
"""

from django.db import migrations

from patients.database.roles import APP
from patients.database.row_security import (BY_READER, CLINICIAN, IN_CLINICS, OF_PATIENT_SEEN, grants, holds_entries, policies)

REQUIRE_THE_ROLE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP}') THEN
        RAISE EXCEPTION 'The role {APP} is missing: run “manage.py create_roles” first.';
    END IF;
    -- Whoever may make a table could make one that takes another's place.
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
"""  # nosec B608

FUNCTIONS = f"""
-- A setting that ended with its transaction is empty from then on, not missing.
CREATE FUNCTION app_account() RETURNS bigint STABLE LANGUAGE sql AS $$
    SELECT NULLIF(current_setting('app.account_id', true), '')::bigint
$$;

-- The clock, not the start of the transaction: a membership may be younger than that.
CREATE FUNCTION app_clinics(VARIADIC roles text[]) RETURNS bigint[]
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY(
        SELECT membership.clinic_id
        FROM patients_membership membership
        JOIN patients_account account ON account.id = membership.account_id
        WHERE account.id = app_account() AND account.is_active
            AND membership.role = ANY (roles) AND membership.since <= clock_timestamp()
            AND (membership.until IS NULL OR membership.until > clock_timestamp())
    );
END $$;

-- An admin, who sees no patient, is told to be in the wrong role: so far, and no further.
CREATE FUNCTION app_clinic_of(patient bigint) RETURNS bigint
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE sql AS $$
    SELECT clinic_id FROM patients_patient
    WHERE id = patient AND clinic_id = ANY (app_clinics('neurologist', 'nurse', 'admin'))
$$;

REVOKE EXECUTE ON FUNCTION app_clinics(text[]), app_clinic_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_clinics(text[]), app_clinic_of(bigint) TO {APP};
"""  # nosec B608

DROP_FUNCTIONS = """
DROP FUNCTION app_clinic_of(bigint);
DROP FUNCTION app_clinics(text[]);
DROP FUNCTION app_account();
"""

# A view is read with its owner's rights, whom no policy binds: it has to say by itself what
# may be seen. An admin finds record numbers in the access log.
RECORD_NUMBERS_OF_ALL = """
CREATE OR REPLACE VIEW patients_recordnumber AS
    SELECT id, clinic_id, record_number FROM patients_patient
"""
RECORD_NUMBERS = f"""
{RECORD_NUMBERS_OF_ALL}
    WHERE NOT row_security_active('patients_patient')
        OR clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse', 'admin'))::bigint[]);
ALTER VIEW patients_recordnumber SET (security_barrier)
"""

IN_READERS_CLINICS = IN_CLINICS.format(clinics=CLINICIAN)
FORMER_OF_PATIENT_SEEN = OF_PATIENT_SEEN.format(table="patients_formerdetails")


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0006_accounts_are_kept"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(REQUIRE_THE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        grants("django_session", "SELECT", "INSERT", "UPDATE", "DELETE"),
        grants("shared_cache", "SELECT", "INSERT", "UPDATE", "DELETE"),
        grants("account_emailaddress", "SELECT", "INSERT", "UPDATE"),
        grants("mfa_authenticator", "SELECT", "INSERT", "UPDATE", "DELETE"),
        grants("usersessions_usersession", "SELECT", "INSERT", "UPDATE", "DELETE"),
        grants("patients_account", "SELECT", "INSERT", "UPDATE"),
        grants("patients_clinic", "SELECT", "UPDATE"),
        grants("patients_membership", "SELECT", "INSERT", "UPDATE (until)"),
        grants("patients_auditevent", "SELECT", "INSERT"),
        grants(
            "patients_invitation",
            "SELECT",
            "INSERT",
            "UPDATE (token_hash, expires_at, accepted_by_id, accepted_at, withdrawn_by_id,"
            " withdrawn_at)",
        ),
        grants("patients_signinreset", "SELECT", "INSERT", "UPDATE (used_at, replaced_at)"),
        grants("patients_accessreview", "SELECT", "INSERT"),
        grants("patients_accessreviewline", "SELECT", "INSERT"),
        migrations.RunSQL(RECORD_NUMBERS, RECORD_NUMBERS_OF_ALL),
        grants("patients_recordnumber", "SELECT"),
        grants(
            "patients_patient",
            "SELECT",
            "INSERT",
            "UPDATE (record_number, family_name, given_name, born_on, sex, version)",
        ),
        policies(
            "patients_patient",
            select=IN_READERS_CLINICS,
            insert=f"{BY_READER.format(author='registered_by_id')} AND {IN_READERS_CLINICS}",
            update=IN_READERS_CLINICS,
        ),
        grants("patients_formerdetails", "SELECT", "INSERT"),
        policies(
            "patients_formerdetails",
            select=FORMER_OF_PATIENT_SEEN,
            insert=f"{BY_READER.format(author='changed_by_id')} AND {FORMER_OF_PATIENT_SEEN}",
        ),
        *holds_entries("patients_dystonia"),
        *holds_entries("patients_precaution"),
    ]
