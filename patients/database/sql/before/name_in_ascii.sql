-- Return a folded name, or a LIKE pattern of one, with letters and digits of ASCII in the place of
-- all other letters, for trigrams. PostgreSQL's pg_trgm passes over the letters that the locale of
-- the database does not know: in the locale C, all of a Georgian name. Letters of one alphabet
-- that are next to each other become different ones. Indexes hold results of this function, so a
-- change of it needs a migration that makes them anew.
CREATE OR REPLACE FUNCTION name_in_ascii(folded text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
    IF octet_length(folded) = length(folded) THEN
        RETURN folded;
    END IF;
    RETURN (
        SELECT string_agg(
            CASE WHEN ascii(letter) < 128 THEN letter
                ELSE substr('abcdefghijklmnopqrstuvwxyz0123456789', 1 + ascii(letter) % 36, 1)
            END, '' ORDER BY place
        )
        FROM unnest(string_to_array(folded, NULL)) WITH ORDINALITY AS letters (letter, place)
    );
END $$;
