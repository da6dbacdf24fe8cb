-- Return the clinic of a patient if the acting account is a member of it, in any role. An admin
-- sees no patients; by this, the page can answer that the role is wrong, and nothing more.
CREATE OR REPLACE FUNCTION app_clinic_of(patient bigint) RETURNS bigint
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE sql AS $$
    SELECT clinic_id FROM patients_patient
    WHERE id = patient AND clinic_id = ANY (app_clinics('neurologist', 'nurse', 'admin'))
$$;

REVOKE ALL ON FUNCTION app_clinic_of(bigint) FROM PUBLIC, titration_app;
GRANT EXECUTE ON FUNCTION app_clinic_of(bigint) TO titration_app;
