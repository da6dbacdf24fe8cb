-- Return the patients of some clinics whose names are LIKE patterns, the likest to what was typed
-- first and at most so many, each with the former name that is, where it is one; without those
-- whom the search has found already. Each of what is asked holds a text that was typed, the
-- patterns of one name, those of the other, and those of the birth date or null. Names are like a
-- text by the trigrams that they share with it.
-- Runs as the owner, and keeps to the clinics of the acting account, as app_numbered does.
CREATE OR REPLACE FUNCTION app_near_names(
    clinics bigint[], asked jsonb, found_already bigint[], most int
) RETURNS TABLE (patient_id bigint, formerly text)
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    own CONSTANT bigint[] := ARRAY(
        SELECT unnest(clinics) INTERSECT SELECT unnest(app_clinics('neurologist', 'nurse'))
    );
BEGIN
    RETURN QUERY
    WITH name AS MATERIALIZED (
        SELECT name_in_ascii(typed) AS typed, others, born,
            ARRAY(SELECT name_in_ascii(pattern) FROM unnest(patterns) pattern) AS patterns
        FROM jsonb_to_recordset(asked)
            AS each (typed text, patterns text[], others text[], born text[])
    ), near AS (
        SELECT id AS patient_id, '' AS formerly, family_folded AS family, given_folded AS given,
            typed
        FROM name, patients_patient
        WHERE clinic_id = ANY (own) AND (
            name_in_ascii(family_folded) LIKE ANY (patterns) AND given_folded LIKE ANY (others)
            OR name_in_ascii(given_folded) LIKE ANY (patterns) AND family_folded LIKE ANY (others)
        ) AND (born IS NULL OR born_on LIKE ANY (born))
        UNION ALL
        SELECT patient.id,
            concat_ws(', ', NULLIF(former.family_name, ''), NULLIF(former.given_name, '')),
            former.family_folded, former.given_folded, typed
        FROM name, patients_formerdetails former
            JOIN patients_patient patient ON patient.id = former.patient_id
        WHERE clinic_id = ANY (own) AND (
            name_in_ascii(former.family_folded) LIKE ANY (patterns)
            AND former.given_folded LIKE ANY (others)
            OR name_in_ascii(former.given_folded) LIKE ANY (patterns)
            AND former.family_folded LIKE ANY (others)
        ) AND (born IS NULL OR patient.born_on LIKE ANY (born))
    ), alike AS (
        SELECT patient_id, formerly, typed, max(greatest(
            similarity(name_in_ascii(family), typed), similarity(name_in_ascii(given), typed)
        )) AS likeness
        FROM near WHERE patient_id <> ALL (found_already) GROUP BY 1, 2, 3
    ), best AS (
        SELECT DISTINCT ON (patient_id) patient_id, formerly, sum(likeness) AS likeness
        FROM alike GROUP BY 1, 2
        ORDER BY patient_id, sum(likeness) DESC, formerly
    )
    SELECT patient_id, formerly FROM best ORDER BY likeness DESC, patient_id LIMIT most;
END $$;

REVOKE ALL ON FUNCTION app_near_names(bigint[], jsonb, bigint[], int) FROM PUBLIC, titration_app;
GRANT EXECUTE ON FUNCTION app_near_names(bigint[], jsonb, bigint[], int) TO titration_app;
