-- Refuse a write unless a rule holds; NULL refuses too. The sentence of the rule names no row,
-- because it may get into a log.
CREATE OR REPLACE FUNCTION app_require(holds boolean, rule text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF holds IS NOT TRUE THEN
        RAISE EXCEPTION 'refused: %', rule USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;
