-- Return whether an array names each of its values once, and holds no NULL.
CREATE OR REPLACE FUNCTION is_set(named text[]) RETURNS boolean
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT cardinality(named) = (SELECT count(DISTINCT each) FROM unnest(named) each)
$$;
