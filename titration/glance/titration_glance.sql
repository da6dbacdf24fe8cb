-- What is told of a clinic at a glance: its clinicians read it; only the owner's command writes it.
REVOKE ALL ON titration_glance FROM titration_app;
GRANT SELECT ON titration_glance TO titration_app;

ALTER TABLE titration_glance ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS titration_glance_select ON titration_glance;
CREATE POLICY titration_glance_select ON titration_glance FOR SELECT TO titration_app
    USING (clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[]));
