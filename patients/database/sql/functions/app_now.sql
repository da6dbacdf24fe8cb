-- Every instant of a row that a page writes. The tests let it follow the time they travel to.
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz VOLATILE LANGUAGE sql AS $$
    SELECT clock_timestamp()
$$;
