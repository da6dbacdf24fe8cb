-- When a reader last looked at a chart: each account sees and writes its own, of patients it sees.
REVOKE ALL ON patients_look FROM titration_app;
GRANT SELECT, INSERT, UPDATE (looked_at, before) ON patients_look TO titration_app;

ALTER TABLE patients_look ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS patients_look_own ON patients_look;
CREATE POLICY patients_look_own ON patients_look FOR ALL TO titration_app
    USING (account_id = app_account())
    WITH CHECK (
        account_id = app_account()
        AND EXISTS (SELECT FROM patients_patient seen WHERE seen.id = patient_id)
    );
