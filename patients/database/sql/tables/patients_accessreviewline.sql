-- The lines of access reviews, as they were signed.
REVOKE ALL ON patients_accessreviewline FROM titration_app;
GRANT SELECT, INSERT ON patients_accessreviewline TO titration_app;

CREATE OR REPLACE TRIGGER patients_accessreviewline_deletes_nothing
    BEFORE DELETE ON patients_accessreviewline
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_accessreviewline_keeps_rows
    BEFORE TRUNCATE ON patients_accessreviewline
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_accessreviewline_guards_updates
    BEFORE UPDATE ON patients_accessreviewline
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_accessreviewline_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_accessreviewline
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_review_line();
