-- Former names of accounts: a trigger writes them, and no page does.
REVOKE ALL ON patients_formername FROM titration_app;
GRANT SELECT ON patients_formername TO titration_app;

CREATE OR REPLACE TRIGGER patients_formername_deletes_nothing
    BEFORE DELETE ON patients_formername
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_formername_keeps_rows
    BEFORE TRUNCATE ON patients_formername
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_formername_guards_updates
    BEFORE UPDATE ON patients_formername
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_formername_keeps_history
    AFTER INSERT OR UPDATE ON patients_formername
    FOR EACH ROW EXECUTE FUNCTION note_change();
