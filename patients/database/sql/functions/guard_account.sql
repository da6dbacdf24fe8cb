-- Check who may make, rename, sign in to, set the password of, and close an account.
CREATE OR REPLACE FUNCTION guard_account() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    acting_account_id CONSTANT bigint := app_account();
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.created_at := app_now();
        PERFORM app_require(
            NEW.is_active AND NEW.last_login IS NULL AND EXISTS (
                SELECT FROM patients_invitation opened
                WHERE opened.token_hash = app_token_hash() AND opened.email = NEW.email
                    AND opened.accepted_at IS NULL AND opened.withdrawn_at IS NULL
                    AND opened.expires_at > app_now()
            ),
            'an account is made with the link of an open invitation'
        );
        RETURN NEW;
    END IF;
    IF NEW.last_login IS DISTINCT FROM OLD.last_login THEN
        NEW.last_login := app_now();
        PERFORM app_require(
            acting_account_id IS NULL OR acting_account_id = NEW.id, 'an account signs in by itself'
        );
    END IF;
    PERFORM app_require(
        NEW.full_name = OLD.full_name OR acting_account_id = NEW.id,
        'an account changes its own name'
    );
    PERFORM app_require(
        NEW.password = OLD.password OR acting_account_id = NEW.id
        OR NEW.password LIKE '!%' AND app_runs_account(NEW.id)
        OR EXISTS (
            SELECT FROM patients_signinreset opened
            WHERE opened.token_hash = app_token_hash() AND opened.account_id = NEW.id
                AND opened.used_at > app_now() - interval '1 minute'
        ),
        'a password is chosen by its account, or with the link of a reset'
    );
    PERFORM app_require(
        NEW.is_active = OLD.is_active OR acting_account_id <> NEW.id
        AND EXISTS (
            SELECT FROM patients_membership member
            WHERE member.account_id = NEW.id AND app_is_admin_of(member.clinic_id)
        )
        AND NOT EXISTS (
            SELECT FROM patients_membership member
            WHERE member.account_id = NEW.id AND NOT member.is_emergency
                AND (member.until IS NULL OR member.until > app_now())
                AND NOT app_is_admin_of(member.clinic_id)
        ),
        'an account is closed by an admin of each of its clinics'
    );
    RETURN NEW;
END $$;
