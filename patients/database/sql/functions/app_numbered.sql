-- Return the patients of some clinics who have or had a record number whose keys are LIKE a
-- pattern, at most so many. PostgreSQL uses no trigrams under row-level security, because LIKE may
-- tell of rows that a policy hides; so this runs as the owner, and keeps to the clinics of the
-- acting account itself.
CREATE OR REPLACE FUNCTION app_numbered(clinics bigint[], pattern text, most int)
    RETURNS SETOF bigint
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    own CONSTANT bigint[] := ARRAY(
        SELECT unnest(clinics) INTERSECT SELECT unnest(app_clinics('neurologist', 'nurse'))
    );
BEGIN
    RETURN QUERY (
        SELECT id FROM patients_patient
        WHERE clinic_id = ANY (own) AND number_keys(number_folded) LIKE pattern
        LIMIT most
    ) UNION ALL (
        SELECT patient.id
        FROM patients_formerdetails former JOIN patients_patient patient ON patient.id = patient_id
        WHERE clinic_id = ANY (own) AND number_keys(former.number_folded) LIKE pattern
        LIMIT most
    );
END $$;

REVOKE ALL ON FUNCTION app_numbered(bigint[], text, int) FROM PUBLIC, titration_app;
GRANT EXECUTE ON FUNCTION app_numbered(bigint[], text, int) TO titration_app;
