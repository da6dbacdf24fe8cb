-- Let only an admin of a clinic change its settings.
CREATE OR REPLACE FUNCTION guard_clinic() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM app_require(app_is_admin_of(OLD.id), 'a clinic is changed by its admins');
    RETURN NEW;
END $$;
