-- Where each patient stands today: the clinicians of the clinic see it and derive it again. The
-- policies compare the copied clinic, which only a trigger sets.
REVOKE ALL ON titration_standing FROM titration_app;
GRANT SELECT, INSERT, UPDATE ON titration_standing TO titration_app;

ALTER TABLE titration_standing ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS titration_standing_select ON titration_standing;
CREATE POLICY titration_standing_select ON titration_standing FOR SELECT TO titration_app
    USING (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]));
DROP POLICY IF EXISTS titration_standing_insert ON titration_standing;
CREATE POLICY titration_standing_insert ON titration_standing FOR INSERT TO titration_app
    WITH CHECK (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]));
DROP POLICY IF EXISTS titration_standing_update ON titration_standing;
CREATE POLICY titration_standing_update ON titration_standing FOR UPDATE TO titration_app
    USING (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]))
    WITH CHECK (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]));
