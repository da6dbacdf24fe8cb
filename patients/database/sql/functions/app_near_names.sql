-- Return the patients of some clinics of whom one name is LIKE some patterns, the other name LIKE
-- others, and the birth date LIKE one of born, if any is given: each with the former name that is,
-- where it is one, and with how many trigrams it shares with what was typed, from 0 to 1.
-- Planned anew each time, for PostgreSQL has to know the patterns to use the index of trigrams.
-- Runs as the owner, and keeps to the clinics of the acting account, as app_numbered does.
CREATE OR REPLACE FUNCTION app_near_names(
    clinics bigint[], typed text, patterns text[], others text[], born text[]
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
    slips CONSTANT text[] := ARRAY(SELECT name_in_ascii(each) FROM unnest(patterns) each);
BEGIN
    RETURN QUERY
    SELECT id, '', greatest(
        similarity(name_in_ascii(family_folded), said), similarity(name_in_ascii(given_folded), said)
    )
    FROM patients_patient
    WHERE clinic_id = ANY (own) AND (
        name_in_ascii(family_folded) LIKE ANY (slips) AND given_folded LIKE ANY (others)
        OR name_in_ascii(given_folded) LIKE ANY (slips) AND family_folded LIKE ANY (others)
    ) AND (born IS NULL OR born_on LIKE ANY (born))
    UNION ALL
    SELECT patient.id,
        concat_ws(', ', NULLIF(former.family_name, ''), NULLIF(former.given_name, '')),
        greatest(
            similarity(name_in_ascii(former.family_folded), said),
            similarity(name_in_ascii(former.given_folded), said)
        )
    FROM patients_formerdetails former
    JOIN patients_patient patient ON patient.id = former.patient_id
    WHERE clinic_id = ANY (own) AND (
        name_in_ascii(former.family_folded) LIKE ANY (slips)
        AND former.given_folded LIKE ANY (others)
        OR name_in_ascii(former.given_folded) LIKE ANY (slips)
        AND former.family_folded LIKE ANY (others)
    ) AND (born IS NULL OR patient.born_on LIKE ANY (born));
END $$;

REVOKE ALL ON FUNCTION app_near_names(bigint[], text, text[], text[], text[])
    FROM PUBLIC, titration_app;
GRANT EXECUTE ON FUNCTION app_near_names(bigint[], text, text[], text[], text[]) TO titration_app;
