-- The audit log: pages write events and show them.
REVOKE ALL ON patients_auditevent FROM titration_app;
GRANT SELECT, INSERT ON patients_auditevent TO titration_app;

CREATE OR REPLACE TRIGGER patients_auditevent_deletes_nothing
    BEFORE DELETE ON patients_auditevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_auditevent_keeps_rows
    BEFORE TRUNCATE ON patients_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_auditevent_guards_updates
    BEFORE UPDATE ON patients_auditevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_auditevent_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_auditevent
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_event();
