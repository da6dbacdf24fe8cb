-- Check who may grant, take and end a membership, and set when.
-- An end less than a minute ahead means now, because a page's clock is not PostgreSQL's. At a
-- change of role, one membership begins at the instant at which the other ends.
CREATE OR REPLACE FUNCTION guard_membership() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    acting_account_id CONSTANT bigint := app_account();
    is_admin CONSTANT boolean :=
        app_is_admin_of(NEW.clinic_id) AND acting_account_id <> NEW.account_id;
    lasts interval;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM app_require(
            is_admin
            OR acting_account_id = OLD.account_id AND OLD.is_emergency AND NEW.until <= OLD.until,
            'a membership is ended by another admin of the clinic'
        );
        IF NEW.until < app_now() + interval '1 minute' THEN
            NEW.until := app_now();
        END IF;
        RETURN NEW;
    END IF;
    lasts := NEW.until - NEW.since;
    NEW.since := app_now();
    IF NEW.is_emergency THEN
        NEW.until := NEW.since + lasts;
        PERFORM app_require(
            acting_account_id = NEW.account_id AND EXISTS (
                SELECT FROM patients_membership granted
                WHERE granted.account_id = acting_account_id AND granted.role = NEW.role
                    AND NOT granted.is_emergency AND granted.clinic_id <> NEW.clinic_id
                    AND granted.clinic_id = ANY (app_clinics('neurologist', 'nurse'))
                    AND granted.since <= app_now()
                    AND (granted.until IS NULL OR granted.until > app_now())
            ),
            'emergency access is taken by a clinician of another clinic, in that role'
        );
        RETURN NEW;
    END IF;
    IF is_admin THEN
        SELECT max(former.until) INTO NEW.since FROM patients_membership former
        WHERE former.account_id = NEW.account_id AND former.clinic_id = NEW.clinic_id
            AND NOT former.is_emergency
            AND former.until BETWEEN app_now() - interval '1 minute' AND app_now();
    END IF;
    PERFORM app_require(
        is_admin AND NEW.since IS NOT NULL
        OR acting_account_id = NEW.account_id AND EXISTS (
            SELECT FROM patients_invitation opened
            WHERE opened.token_hash = app_token_hash() AND opened.accepted_by_id = acting_account_id
                AND opened.accepted_at > app_now() - interval '1 minute'
                AND opened.clinic_id = NEW.clinic_id AND opened.role = NEW.role
                AND opened.until IS NOT DISTINCT FROM NEW.until
        ),
        'a membership is accepted with the link of an invitation, or changed by an admin'
    );
    RETURN NEW;
END $$;
