-- The audit log: pages write and show it.
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

-- Rows that the tables' owner writes keep what they say: a backup is restored, and a demo tells
-- of past years.
CREATE OR REPLACE TRIGGER patients_auditevent_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_auditevent
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_event();
