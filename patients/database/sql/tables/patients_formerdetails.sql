-- Former details of patients: seen and kept by clinicians who see the patient.
REVOKE ALL ON patients_formerdetails FROM titration_app;
GRANT SELECT, INSERT ON patients_formerdetails TO titration_app;

ALTER TABLE patients_formerdetails ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS patients_formerdetails_select ON patients_formerdetails;
CREATE POLICY patients_formerdetails_select ON patients_formerdetails
    FOR SELECT TO titration_app
    USING (
        EXISTS (
            SELECT FROM patients_patient seen WHERE seen.id = patients_formerdetails.patient_id
        )
    );
DROP POLICY IF EXISTS patients_formerdetails_insert ON patients_formerdetails;
CREATE POLICY patients_formerdetails_insert ON patients_formerdetails
    FOR INSERT TO titration_app
    WITH CHECK (
        changed_by_id = app_account()
        AND EXISTS (
            SELECT FROM patients_patient seen WHERE seen.id = patients_formerdetails.patient_id
        )
    );

CREATE OR REPLACE TRIGGER patients_formerdetails_deletes_nothing
    BEFORE DELETE ON patients_formerdetails
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_formerdetails_keeps_rows
    BEFORE TRUNCATE ON patients_formerdetails
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_formerdetails_guards_updates
    BEFORE UPDATE ON patients_formerdetails
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_formerdetails_keeps_history
    AFTER INSERT OR UPDATE ON patients_formerdetails
    FOR EACH ROW EXECUTE FUNCTION note_change();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_formerdetails_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_formerdetails
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_former_details();
