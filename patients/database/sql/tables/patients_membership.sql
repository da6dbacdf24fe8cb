-- Memberships: granted, and ended.
REVOKE ALL ON patients_membership FROM titration_app;
GRANT SELECT, INSERT, UPDATE (until) ON patients_membership TO titration_app;

CREATE OR REPLACE TRIGGER patients_membership_deletes_nothing
    BEFORE DELETE ON patients_membership
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_membership_keeps_rows
    BEFORE TRUNCATE ON patients_membership
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_membership_guards_updates
    BEFORE UPDATE ON patients_membership
    FOR EACH ROW EXECUTE FUNCTION allow_only_ending();
CREATE OR REPLACE TRIGGER patients_membership_keeps_history
    AFTER INSERT OR UPDATE ON patients_membership
    FOR EACH ROW EXECUTE FUNCTION note_change();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_membership_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_membership
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_membership();
