-- Return the clinics in which the acting account has one of some roles now; none if it is not
-- active. Uses the clock, not the start of the transaction, after which a membership may begin.
CREATE OR REPLACE FUNCTION app_clinics(VARIADIC roles text[]) RETURNS bigint[]
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY(
        SELECT membership.clinic_id
        FROM patients_membership membership
        JOIN patients_account account ON account.id = membership.account_id
        WHERE account.id = app_account() AND account.is_active
            AND membership.role = ANY (roles) AND membership.since <= clock_timestamp()
            AND (membership.until IS NULL OR membership.until > clock_timestamp())
    );
END $$;

REVOKE ALL ON FUNCTION app_clinics(text[]) FROM PUBLIC, titration_app;
GRANT EXECUTE ON FUNCTION app_clinics(text[]) TO titration_app;
