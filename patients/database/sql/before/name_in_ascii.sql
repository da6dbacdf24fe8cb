-- Return a folded name, or a LIKE pattern of one, with letters and digits of ASCII in the place of
-- all other letters, for trigrams. PostgreSQL's pg_trgm passes over the letters that the locale of
-- the database does not know: in the locale C, all of a Georgian name. Letters of one alphabet
-- that are next to each other become different ones. Indexes hold results of these functions, so
-- a change of them needs a migration that makes them anew.
CREATE OR REPLACE FUNCTION letters_in_ascii(folded text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (
        SELECT string_agg(
            CASE WHEN ascii(letter) < 128 THEN letter
                ELSE substr('abcdefghijklmnopqrstuvwxyz0123456789', 1 + ascii(letter) % 36, 1)
            END, '' ORDER BY place
        )
        FROM unnest(string_to_array(folded, NULL)) WITH ORDINALITY AS letters (letter, place)
    );
END $$;

-- Not STRICT, and in SQL: PostgreSQL then puts it into each statement, and calls no function for a
-- name in ASCII. Written with RETURN, so that PostgreSQL knows of the function that it calls.
CREATE OR REPLACE FUNCTION name_in_ascii(folded text) RETURNS text
    IMMUTABLE PARALLEL SAFE LANGUAGE sql
    RETURN CASE WHEN octet_length(folded) = length(folded) THEN folded
        ELSE letters_in_ascii(folded) END;
