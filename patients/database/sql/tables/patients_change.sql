-- The change history: triggers write it. The role that serves pages may not even read it.
REVOKE ALL ON patients_change FROM titration_app;

CREATE OR REPLACE TRIGGER patients_change_deletes_nothing
    BEFORE DELETE ON patients_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_change_keeps_rows
    BEFORE TRUNCATE ON patients_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_change_guards_updates
    BEFORE UPDATE ON patients_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
