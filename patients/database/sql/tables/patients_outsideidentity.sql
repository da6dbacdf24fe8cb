-- Identities at the hospital's provider: tied to an account, and ended once.
REVOKE ALL ON patients_outsideidentity FROM titration_app;
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by_id) ON patients_outsideidentity TO titration_app;

CREATE OR REPLACE TRIGGER patients_outsideidentity_deletes_nothing
    BEFORE DELETE ON patients_outsideidentity
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_outsideidentity_keeps_rows
    BEFORE TRUNCATE ON patients_outsideidentity
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_outsideidentity_guards_updates
    BEFORE UPDATE ON patients_outsideidentity
    FOR EACH ROW EXECUTE FUNCTION allow_only_untying();
CREATE OR REPLACE TRIGGER patients_outsideidentity_keeps_history
    AFTER INSERT OR UPDATE ON patients_outsideidentity
    FOR EACH ROW EXECUTE FUNCTION note_change();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_outsideidentity_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_outsideidentity
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_identity();
