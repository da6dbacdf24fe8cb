-- Return whether a text is a day, a month or a year that the calendar has, as FHIR R4 writes a
-- date: 2024-03-05, 2024-03 or 2024. Tables check their inexact days with it.
CREATE OR REPLACE FUNCTION is_day_told(told text) RETURNS boolean
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT CASE
        WHEN told IS NULL THEN true
        WHEN told !~ '^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$' OR left(told, 4) = '0000' THEN false
        WHEN length(told) < 10 THEN true
        ELSE right(told, 2)::int BETWEEN 1 AND date_part(
            'day',
            make_date(left(told, 4)::int, substr(told, 6, 2)::int, 1) + interval '1 month - 1 day'
        )
    END
$$;
