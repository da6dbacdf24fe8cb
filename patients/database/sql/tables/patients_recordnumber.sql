-- Record numbers for admins, who see them in the access log and see no patients. A view reads with
-- the rights of its owner, whom no policy binds, so its own condition limits what is shown.
DROP VIEW IF EXISTS patients_recordnumber;
CREATE VIEW patients_recordnumber WITH (security_barrier) AS
    SELECT id, clinic_id, record_number, number_folded FROM patients_patient
    WHERE NOT row_security_active('patients_patient')
        OR clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse', 'admin'))::bigint[]);

REVOKE ALL ON patients_recordnumber FROM titration_app;
GRANT SELECT ON patients_recordnumber TO titration_app;
