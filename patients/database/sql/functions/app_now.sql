-- Return the instant for rows that a page writes. The tests replace it, to travel in time.
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz VOLATILE LANGUAGE sql AS $$
    SELECT clock_timestamp()
$$;
