-- Keep the former name of an account that is renamed, which only the account itself may do. Runs
-- with the owner's rights, so that the role that serves pages needs none on the table of names.
CREATE OR REPLACE FUNCTION keep_former_name() RETURNS trigger
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
DECLARE
    -- The role that renames; current_user is the owner in this function.
    who CONSTANT text := coalesce(NULLIF(current_setting('role'), 'none'), session_user);
BEGIN
    IF app_account() IS DISTINCT FROM OLD.id
            AND NOT pg_has_role(who::name, current_user, 'MEMBER') THEN
        RAISE EXCEPTION 'an account is renamed by itself only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.renamed_at := clock_timestamp();
    INSERT INTO patients_formername (account_id, full_name, held_until)
        VALUES (OLD.id, OLD.full_name, NEW.renamed_at);
    RETURN NEW;
END $$;
