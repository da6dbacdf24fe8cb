-- Return the first date that a text in the form of is_day_told may be; NULL for any other text.
-- Tables compare their inexact days with dates by it. A backup is restored without a search path, so
-- the other function is named with its schema.
CREATE OR REPLACE FUNCTION possible_first_day(told text) RETURNS date
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT CASE WHEN public.is_day_told(told) THEN make_date(
        left(told, 4)::int,
        coalesce(nullif(substr(told, 6, 2), ''), '1')::int,
        coalesce(nullif(substr(told, 9, 2), ''), '1')::int
    ) END
$$;
