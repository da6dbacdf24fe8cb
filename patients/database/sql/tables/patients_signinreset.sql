-- Resets of a sign-in: made, and used or replaced once.
REVOKE ALL ON patients_signinreset FROM titration_app;
GRANT SELECT, INSERT, UPDATE (used_at, replaced_at) ON patients_signinreset TO titration_app;

CREATE OR REPLACE TRIGGER patients_signinreset_deletes_nothing
    BEFORE DELETE ON patients_signinreset
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_signinreset_keeps_rows
    BEFORE TRUNCATE ON patients_signinreset
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_signinreset_guards_updates
    BEFORE UPDATE ON patients_signinreset
    FOR EACH ROW EXECUTE FUNCTION allow_only_using();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_signinreset_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_signinreset
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_reset();
