-- The hash of the one-time link that the request opened. The database holds no token, so
-- no statement can find one out.
CREATE OR REPLACE FUNCTION app_token_hash() RETURNS text STABLE LANGUAGE sql AS $$
    SELECT encode(
        sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8')), 'hex'
    )
$$;
