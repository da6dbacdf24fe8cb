-- Copy a row as it was written to the history, with the acting account and the request. Runs with
-- the owner's rights, so that the role that serves pages needs none on the history, and has none.
CREATE OR REPLACE FUNCTION note_change() RETURNS trigger
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    account CONSTANT bigint := app_account();
    -- The role that wrote; current_user is the owner in this function.
    who CONSTANT text := coalesce(NULLIF(current_setting('role'), 'none'), session_user);
BEGIN
    IF account IS NULL AND NOT pg_has_role(who::name, current_user, 'MEMBER') THEN
        RAISE EXCEPTION '% refused in %: nobody is named who writes', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO patients_change
        (at, account_id, role, request_id, operation, table_name, row_id, became)
    VALUES (
        clock_timestamp(), account, who, NULLIF(current_setting('app.request_id', true), '')::uuid,
        TG_OP, TG_TABLE_NAME, NEW.id, to_jsonb(NEW)
    );
    RETURN NULL;
END $$;
