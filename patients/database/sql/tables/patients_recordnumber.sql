-- Record numbers, for an admin, who finds them in the access log and sees no patient. A view is
-- read with the rights of its owner, whom no policy binds: it says by itself what may be seen.
DROP VIEW IF EXISTS patients_recordnumber;
CREATE VIEW patients_recordnumber WITH (security_barrier) AS
    SELECT id, clinic_id, record_number, number_folded FROM patients_patient
    WHERE NOT row_security_active('patients_patient')
        OR clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse', 'admin'))::bigint[]);

REVOKE ALL ON patients_recordnumber FROM titration_app;
GRANT SELECT ON patients_recordnumber TO titration_app;
