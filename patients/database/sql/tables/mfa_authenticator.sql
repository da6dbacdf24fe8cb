-- allauth's second factors.
REVOKE ALL ON mfa_authenticator FROM titration_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON mfa_authenticator TO titration_app;

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER mfa_authenticator_checks_who_and_when
    BEFORE INSERT OR UPDATE OR DELETE ON mfa_authenticator
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_factor();
