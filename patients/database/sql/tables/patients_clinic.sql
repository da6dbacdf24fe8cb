-- Clinics: pages open none, and change their settings only.
REVOKE ALL ON patients_clinic FROM titration_app;
GRANT SELECT, UPDATE (name, time_zone, contact) ON patients_clinic TO titration_app;

-- Rows that the tables' owner writes keep what they say: a backup is restored, and a demo tells
-- of past years.
CREATE OR REPLACE TRIGGER patients_clinic_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_clinic
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_clinic();
