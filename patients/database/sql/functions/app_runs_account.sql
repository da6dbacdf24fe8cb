-- True if the acting account is an admin of a clinic of which another account is a member.
CREATE OR REPLACE FUNCTION app_runs_account(other bigint) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT other <> app_account() AND EXISTS (
        SELECT FROM patients_membership member
        WHERE member.account_id = other AND member.clinic_id = ANY (app_clinics('admin'))
            AND (member.until IS NULL OR member.until > app_now())
    )
$$;
