-- Return the hash of the token of the one-time link that the request opened. The tables hold no
-- tokens, so no statement can find one.
CREATE OR REPLACE FUNCTION app_token_hash() RETURNS text STABLE LANGUAGE sql AS $$
    SELECT encode(
        sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8')), 'hex'
    )
$$;
