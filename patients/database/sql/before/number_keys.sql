-- Return what a folded record number is found by, with spaces between: the number without its
-- punctuation, then the digits that stand together in it, with and without their first zeros:
-- a0037 0037 37 for a-0037. Indexes hold results of this function, so a change of it needs a
-- migration that makes them anew.
CREATE OR REPLACE FUNCTION number_keys(folded text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
DECLARE
    bare CONSTANT text := translate(folded, '-./_:,#', '');
BEGIN
    RETURN concat(bare, (
        SELECT string_agg(concat(' ', digits, ' ', ltrim(digits, '0')), '' ORDER BY digits)
        FROM (
            SELECT DISTINCT part[1] COLLATE "C" AS digits
            FROM regexp_matches(concat(folded, ' ', bare), '[0-9]+', 'g') AS matched (part)
        ) together
    ));
END $$;
