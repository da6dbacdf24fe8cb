-- Return the patients of some clinics of whom one name is LIKE some patterns, the other name LIKE
-- others, and the birth date LIKE one of born, if any is given: each with the former name that is,
-- where it is one, and with how many trigrams it shares with what was typed, from 0 to 1. Each name
-- that is LIKE the patterns is also LIKE one of kept. Those are few, so that the index of trigrams
-- is read a few times and not once for each pattern.
-- Planned anew each time, for PostgreSQL has to know what is kept to use that index.
-- Runs as the owner, and keeps to the clinics of the acting account, as app_numbered does.
DROP FUNCTION IF EXISTS app_near_names(bigint[], text, text[], text[], text[]);
CREATE OR REPLACE FUNCTION app_near_names(
    clinics bigint[], typed text, kept text[], patterns text[], others text[], born text[]
) RETURNS TABLE (patient_id bigint, formerly text, likeness real)
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    SET plan_cache_mode = force_custom_plan
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    own CONSTANT bigint[] := ARRAY(
        SELECT unnest(clinics) INTERSECT SELECT unnest(app_clinics('neurologist', 'nurse'))
    );
    said CONSTANT text := name_in_ascii(typed);
    intact CONSTANT text[] := ARRAY(SELECT name_in_ascii(each) FROM unnest(kept) each);
    slips CONSTANT text[] := ARRAY(SELECT name_in_ascii(each) FROM unnest(patterns) each);
BEGIN
    RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT id, '' AS formerly, family_folded, given_folded
        FROM patients_patient
        WHERE clinic_id = ANY (own) AND (
            name_in_ascii(family_folded) LIKE ANY (intact)
            OR name_in_ascii(given_folded) LIKE ANY (intact)
        ) AND (born IS NULL OR born_on LIKE ANY (born))
        UNION ALL
        SELECT patient.id,
            concat_ws(', ', NULLIF(former.family_name, ''), NULLIF(former.given_name, '')),
            former.family_folded, former.given_folded
        FROM patients_formerdetails former
        JOIN patients_patient patient ON patient.id = former.patient_id
        WHERE clinic_id = ANY (own) AND (
            name_in_ascii(former.family_folded) LIKE ANY (intact)
            OR name_in_ascii(former.given_folded) LIKE ANY (intact)
        ) AND (born IS NULL OR patient.born_on LIKE ANY (born))
    )
    SELECT id, formerly, greatest(similarity(family, said), similarity(given, said))
    FROM found, LATERAL (
        SELECT name_in_ascii(family_folded), name_in_ascii(given_folded)
    ) ascii (family, given)
    WHERE family LIKE ANY (slips) AND given_folded LIKE ANY (others)
        OR given LIKE ANY (slips) AND family_folded LIKE ANY (others);
END $$;

REVOKE ALL ON FUNCTION app_near_names(bigint[], text, text[], text[], text[], text[])
    FROM PUBLIC, titration_app;
GRANT EXECUTE ON FUNCTION app_near_names(bigint[], text, text[], text[], text[], text[])
    TO titration_app;
