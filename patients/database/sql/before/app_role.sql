-- The role that serves the pages has to be there: every grant and policy names it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'titration_app') THEN
        RAISE EXCEPTION 'The role titration_app is missing: run “manage.py create_roles” first.';
    END IF;
    -- A role that may make a table could make one that takes another's place.
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
