-- Check who may reset a sign-in and use or replace the link of a reset, and set when.
CREATE OR REPLACE FUNCTION guard_reset() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.reset_at := app_now();
        NEW.expires_at := least(NEW.expires_at, app_now() + interval '7 days');
        PERFORM app_require(
            NEW.reset_by_id = app_account() AND app_runs_account(NEW.account_id)
            AND NEW.used_at IS NULL AND NEW.replaced_at IS NULL,
            'a sign-in is reset by an admin of a clinic of the account'
        );
    ELSIF NEW.used_at IS NOT NULL THEN
        NEW.used_at := app_now();
        PERFORM app_require(
            OLD.token_hash = app_token_hash() AND OLD.expires_at > app_now(),
            'a reset is used with its link'
        );
    ELSE
        NEW.replaced_at := app_now();
        PERFORM app_require(
            app_runs_account(OLD.account_id), 'a reset is replaced by an admin'
        );
    END IF;
    RETURN NEW;
END $$;
