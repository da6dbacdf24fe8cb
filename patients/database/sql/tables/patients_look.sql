-- When a reader last looked at a chart: each account sees and writes its own, of patients it sees.
REVOKE ALL ON patients_look FROM titration_app;
GRANT SELECT, INSERT, UPDATE (looked_at, before) ON patients_look TO titration_app;

ALTER TABLE patients_look ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS patients_look_select ON patients_look;
CREATE POLICY patients_look_select ON patients_look FOR SELECT TO titration_app
    USING (account_id = app_account());
DROP POLICY IF EXISTS patients_look_insert ON patients_look;
CREATE POLICY patients_look_insert ON patients_look FOR INSERT TO titration_app
    WITH CHECK (
        account_id = app_account()
        AND EXISTS (SELECT FROM patients_patient seen WHERE seen.id = patients_look.patient_id)
    );
DROP POLICY IF EXISTS patients_look_update ON patients_look;
CREATE POLICY patients_look_update ON patients_look FOR UPDATE TO titration_app
    USING (account_id = app_account())
    WITH CHECK (account_id = app_account());
