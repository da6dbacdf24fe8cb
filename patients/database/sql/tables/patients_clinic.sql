-- Clinics: pages change their settings only; create_clinic makes them.
REVOKE ALL ON patients_clinic FROM titration_app;
GRANT SELECT, UPDATE (name, time_zone, contact) ON patients_clinic TO titration_app;

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_clinic_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_clinic
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_clinic();
