-- Refuse a write unless a rule holds; unknown is not allowed. The sentence of the rule names no
-- row: it may come to stand in a log.
CREATE OR REPLACE FUNCTION app_require(holds boolean, rule text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF holds IS NOT TRUE THEN
        RAISE EXCEPTION 'refused: %', rule USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;
