-- Require that an audit event names the acting account, and set its instant, request and address.
-- During a sign-in no account is acting yet. Two events of accepting an invitation name its sender.
CREATE OR REPLACE FUNCTION guard_event() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    acting_account_id CONSTANT bigint := app_account();
BEGIN
    PERFORM app_require(
        NEW.account_id IS NOT DISTINCT FROM acting_account_id
        OR acting_account_id IS NULL
            AND (NEW.outcome = 'refused' OR NEW.action IN ('sign-in', 'second-factor'))
        OR NEW.action IN ('create-account', 'grant-role') AND EXISTS (
            SELECT FROM patients_invitation opened
            WHERE opened.token_hash = app_token_hash()
                AND opened.invited_by_id IS NOT DISTINCT FROM NEW.account_id
        ),
        'an event names the acting account'
    );
    NEW.at := app_now();
    NEW.request_id := coalesce(
        NULLIF(current_setting('app.request_id', true), '')::uuid, gen_random_uuid()
    );
    NEW.address := NULLIF(current_setting('app.address', true), '')::inet;
    RETURN NEW;
END $$;
