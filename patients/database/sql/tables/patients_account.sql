-- Of an account, pages change this and nothing else.
REVOKE ALL ON patients_account FROM titration_app;
GRANT SELECT, INSERT, UPDATE (password, last_login, full_name, is_active)
    ON patients_account TO titration_app;

CREATE OR REPLACE TRIGGER patients_account_keeps_former_name
    BEFORE UPDATE ON patients_account
    FOR EACH ROW WHEN (OLD.full_name IS DISTINCT FROM NEW.full_name)
    EXECUTE FUNCTION keep_former_name();

-- Rows that the tables' owner writes keep what they say: a backup is restored, and a demo tells
-- of past years.
CREATE OR REPLACE TRIGGER patients_account_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_account
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_account();
