-- Refuse a change of another patient's entry. The trigger names the table of the entry and the
-- column that holds its id.
CREATE OR REPLACE FUNCTION guard_change() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    is_of_patient boolean;
BEGIN
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %I WHERE id = $1.%I AND patient_id = $1.patient_id)',
        TG_ARGV[0], TG_ARGV[1]
    ) INTO is_of_patient USING NEW;
    PERFORM app_require(is_of_patient, 'a change is of an entry of the same patient');
    RETURN NEW;
END $$;
