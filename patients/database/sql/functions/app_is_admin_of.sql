-- True if the acting account is an admin of a clinic.
CREATE OR REPLACE FUNCTION app_is_admin_of(clinic bigint) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT clinic = ANY (app_clinics('admin'))
$$;
