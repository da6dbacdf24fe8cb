-- Check who may add, change and remove a second factor. A sign-in changes the factor it used, and
-- no account is acting yet then.
CREATE OR REPLACE FUNCTION guard_factor() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    acting_account_id CONSTANT bigint := app_account();
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM app_require(
            OLD.user_id = acting_account_id OR app_runs_account(OLD.user_id),
            'a second factor is removed by its account, or by an admin of its clinic'
        );
        RETURN OLD;
    END IF;
    PERFORM app_require(
        NEW.user_id = acting_account_id AND (TG_OP = 'INSERT' OR OLD.user_id = acting_account_id)
        OR TG_OP = 'UPDATE' AND acting_account_id IS NULL AND (NEW.id, NEW.user_id, NEW.type)
            = (OLD.id, OLD.user_id, OLD.type),
        'a second factor is added and changed by its account'
    );
    RETURN NEW;
END $$;
