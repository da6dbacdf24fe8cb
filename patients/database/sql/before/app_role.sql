-- Check that the role that serves the pages is there: every grant and policy names it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'titration_app') THEN
        RAISE EXCEPTION 'The role titration_app is missing: run “manage.py create_roles” first.';
    END IF;
    -- A role that may make tables could make one that PostgreSQL finds instead of ours.
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
