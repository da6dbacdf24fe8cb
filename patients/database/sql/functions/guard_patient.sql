-- Set when a patient is registered. keep_former_details guards changes.
CREATE OR REPLACE FUNCTION guard_patient() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.registered_at := app_now();
    NEW.version := 0;
    RETURN NEW;
END $$;
