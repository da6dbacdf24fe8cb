-- Check who may tie an outside identity to an account and end it, and set when. One whose account
-- left every clinic opens nothing: any account may end it, to tie it anew.
CREATE OR REPLACE FUNCTION guard_identity() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    acting_account_id CONSTANT bigint := app_account();
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.tied_at := app_now();
        PERFORM app_require(
            NEW.account_id = acting_account_id AND NEW.ended_at IS NULL,
            'an outside identity is tied by the account it opens'
        );
        RETURN NEW;
    END IF;
    NEW.ended_at := app_now();
    PERFORM app_require(
        NEW.ended_by_id = acting_account_id AND (
            OLD.account_id = acting_account_id OR app_runs_account(OLD.account_id)
            OR NOT EXISTS (
                SELECT FROM patients_membership member
                WHERE member.account_id = OLD.account_id AND NOT member.is_emergency
                    AND (member.until IS NULL OR member.until > app_now())
            )
        ),
        'an outside identity is ended by its account, or by an admin of its clinic'
    );
    RETURN NEW;
END $$;
