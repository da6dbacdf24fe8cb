-- Says if a demo or a clinic uses the database: one row, which never changes.
REVOKE ALL ON database_use FROM titration_app;
GRANT SELECT ON database_use TO titration_app;

CREATE OR REPLACE TRIGGER database_use_deletes_nothing
    BEFORE DELETE ON database_use
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER database_use_keeps_rows
    BEFORE TRUNCATE ON database_use
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER database_use_guards_updates
    BEFORE UPDATE ON database_use
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
