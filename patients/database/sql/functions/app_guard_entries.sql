-- Guard the table of a kind of entry; one line for each kind:
--
--     SELECT app_guard_entries('titration_review', ARRAY['neurologist', 'nurse']);
--
-- Clinicians see, record and mark entries of their clinics, in their own name; only those with
-- one of the roles named record new ones. A row is never deleted, is marked once, and is copied
-- to the history as it was written; PostgreSQL sets when it was recorded and marked.
CREATE OR REPLACE FUNCTION app_guard_entries(entries regclass, recorders text[]) RETURNS void
    LANGUAGE plpgsql AS $guard$
DECLARE
    seen CONSTANT text := format(
        'EXISTS (SELECT FROM patients_patient seen WHERE seen.id = %s.patient_id)', entries
    );
    -- The clinics are selected by a subquery, which PostgreSQL runs once for a statement instead
    -- of once for a row.
    seen_by_recorder CONSTANT text := format(
        'EXISTS (SELECT FROM patients_patient seen WHERE seen.id = %s.patient_id'
        ' AND seen.clinic_id = ANY ((SELECT app_clinics(%s))::bigint[]))',
        entries,
        (SELECT string_agg(quote_literal(role), ', ') FROM unnest(recorders) role)
    );
BEGIN
    EXECUTE format($sql$
        REVOKE ALL ON %1$s FROM titration_app;
        GRANT SELECT, INSERT, UPDATE (status, marked_at, marked_by_id, marked_reason)
            ON %1$s TO titration_app;

        ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS %1$s_select ON %1$s;
        CREATE POLICY %1$s_select ON %1$s FOR SELECT TO titration_app
            USING (%2$s);
        DROP POLICY IF EXISTS %1$s_insert ON %1$s;
        CREATE POLICY %1$s_insert ON %1$s FOR INSERT TO titration_app
            WITH CHECK (recorded_by_id = app_account() AND %3$s);
        DROP POLICY IF EXISTS %1$s_update ON %1$s;
        CREATE POLICY %1$s_update ON %1$s FOR UPDATE TO titration_app
            USING (%2$s)
            WITH CHECK (marked_by_id = app_account() AND %2$s);

        CREATE OR REPLACE TRIGGER %1$s_deletes_nothing BEFORE DELETE ON %1$s
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE OR REPLACE TRIGGER %1$s_keeps_rows BEFORE TRUNCATE ON %1$s
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE OR REPLACE TRIGGER %1$s_guards_updates BEFORE UPDATE ON %1$s
            FOR EACH ROW EXECUTE FUNCTION allow_only_marking();
        CREATE OR REPLACE TRIGGER %1$s_keeps_history AFTER INSERT OR UPDATE ON %1$s
            FOR EACH ROW EXECUTE FUNCTION note_change();
        CREATE OR REPLACE TRIGGER %1$s_checks_who_and_when BEFORE INSERT OR UPDATE ON %1$s
            FOR EACH ROW WHEN (row_security_active('patients_patient'))
            EXECUTE FUNCTION guard_entry();
    $sql$, entries, seen, seen_by_recorder);
END $guard$;

REVOKE ALL ON FUNCTION app_guard_entries(regclass, text[]) FROM PUBLIC, titration_app;
