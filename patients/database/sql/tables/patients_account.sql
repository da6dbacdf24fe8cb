-- Accounts: pages make them, and change these columns only.
REVOKE ALL ON patients_account FROM titration_app;
GRANT SELECT, INSERT, UPDATE (password, last_login, full_name, is_active)
    ON patients_account TO titration_app;

CREATE OR REPLACE TRIGGER patients_account_keeps_former_name
    BEFORE UPDATE ON patients_account
    FOR EACH ROW WHEN (OLD.full_name IS DISTINCT FROM NEW.full_name)
    EXECUTE FUNCTION keep_former_name();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_account_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_account
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_account();
