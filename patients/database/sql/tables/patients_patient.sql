-- Patients: seen, registered and changed by the clinicians of their clinic.
REVOKE ALL ON patients_patient FROM titration_app;
GRANT SELECT, INSERT, UPDATE (record_number, family_name, given_name, born_on, sex, version)
    ON patients_patient TO titration_app;

-- The clinics are selected by a subquery, which PostgreSQL runs once for a statement instead of
-- once for a row.
ALTER TABLE patients_patient ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS patients_patient_select ON patients_patient;
CREATE POLICY patients_patient_select ON patients_patient FOR SELECT TO titration_app
    USING (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]));
DROP POLICY IF EXISTS patients_patient_insert ON patients_patient;
CREATE POLICY patients_patient_insert ON patients_patient FOR INSERT TO titration_app
    WITH CHECK (
        registered_by_id = app_account()
        AND clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[])
    );
DROP POLICY IF EXISTS patients_patient_update ON patients_patient;
CREATE POLICY patients_patient_update ON patients_patient FOR UPDATE TO titration_app
    USING (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]))
    WITH CHECK (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]));

CREATE OR REPLACE TRIGGER patients_patient_deletes_nothing
    BEFORE DELETE ON patients_patient
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_patient_keeps_rows
    BEFORE TRUNCATE ON patients_patient
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_patient_guards_updates
    BEFORE UPDATE ON patients_patient
    FOR EACH ROW EXECUTE FUNCTION keep_former_details();
CREATE OR REPLACE TRIGGER patients_patient_keeps_history
    AFTER INSERT OR UPDATE ON patients_patient
    FOR EACH ROW EXECUTE FUNCTION note_change();

-- Only on INSERT, because keep_former_details guards changes.
-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_patient_checks_who_and_when
    BEFORE INSERT ON patients_patient
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_patient();
