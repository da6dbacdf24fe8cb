-- Set when an entry is recorded or marked, and refuse one that replaces anything else than a
-- marked entry of the same patient.
CREATE OR REPLACE FUNCTION guard_entry() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    marked timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.marked_at := app_now();
        RETURN NEW;
    END IF;
    PERFORM app_require(NEW.status = 'live', 'an entry is recorded before it is marked');
    NEW.recorded_at := app_now();
    IF NEW.replaces_id IS NOT NULL THEN
        EXECUTE format(
            'SELECT marked_at FROM %I WHERE id = $1 AND patient_id = $2', TG_TABLE_NAME
        ) INTO marked USING NEW.replaces_id, NEW.patient_id;
        PERFORM app_require(
            marked IS NOT NULL, 'an entry replaces a marked one of the same patient'
        );
        -- If it was marked in this transaction, exactly one of the two counts at each instant.
        IF marked >= transaction_timestamp() THEN
            NEW.recorded_at := marked;
        END IF;
    END IF;
    RETURN NEW;
END $$;
