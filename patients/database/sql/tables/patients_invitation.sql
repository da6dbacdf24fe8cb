-- Invitations: made, renewed, and answered once.
REVOKE ALL ON patients_invitation FROM titration_app;
GRANT SELECT, INSERT, UPDATE (
    token_hash, expires_at, accepted_by_id, accepted_at, withdrawn_by_id, withdrawn_at
) ON patients_invitation TO titration_app;

CREATE OR REPLACE TRIGGER patients_invitation_deletes_nothing
    BEFORE DELETE ON patients_invitation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_invitation_keeps_rows
    BEFORE TRUNCATE ON patients_invitation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_invitation_guards_updates
    BEFORE UPDATE ON patients_invitation
    FOR EACH ROW EXECUTE FUNCTION allow_only_answering();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_invitation_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_invitation
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_invitation();
