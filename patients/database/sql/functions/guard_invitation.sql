-- Check who may make, accept, renew and withdraw an invitation, and set when.
CREATE OR REPLACE FUNCTION guard_invitation() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    acting_account_id CONSTANT bigint := app_account();
BEGIN
    NEW.expires_at := least(NEW.expires_at, app_now() + interval '7 days');
    IF TG_OP = 'INSERT' THEN
        NEW.invited_at := app_now();
        PERFORM app_require(
            NEW.invited_by_id = acting_account_id AND app_is_admin_of(NEW.clinic_id)
            AND NEW.accepted_at IS NULL AND NEW.withdrawn_at IS NULL,
            'a new member is invited by an admin of the clinic, in their own name'
        );
    ELSIF NEW.accepted_at IS NOT NULL THEN
        NEW.accepted_at := app_now();
        PERFORM app_require(
            NEW.accepted_by_id = acting_account_id AND OLD.token_hash = app_token_hash()
            AND NEW.token_hash = OLD.token_hash AND OLD.expires_at > app_now()
            AND EXISTS (
                SELECT FROM patients_account invited
                WHERE invited.id = acting_account_id AND invited.email = OLD.email
                    AND invited.is_active
            )
            AND (OLD.invited_by_id IS NULL OR EXISTS (
                SELECT FROM patients_membership sender JOIN patients_account account
                    ON account.id = sender.account_id AND account.is_active
                WHERE sender.account_id = OLD.invited_by_id AND sender.role = 'admin'
                    AND sender.clinic_id = OLD.clinic_id AND sender.since <= app_now()
                    AND (sender.until IS NULL OR sender.until > app_now())
            )),
            'an invitation is accepted by the account it is for, with its link'
        );
    ELSE
        PERFORM app_require(
            app_is_admin_of(OLD.clinic_id)
            AND (NEW.withdrawn_at IS NULL OR NEW.withdrawn_by_id = acting_account_id),
            'an invitation is renewed or withdrawn by an admin of the clinic'
        );
        IF NEW.withdrawn_at IS NOT NULL THEN
            NEW.withdrawn_at := app_now();
        END IF;
    END IF;
    RETURN NEW;
END $$;
