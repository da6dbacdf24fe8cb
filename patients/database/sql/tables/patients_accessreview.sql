-- Access reviews, as they were signed.
REVOKE ALL ON patients_accessreview FROM titration_app;
GRANT SELECT, INSERT ON patients_accessreview TO titration_app;

CREATE OR REPLACE TRIGGER patients_accessreview_deletes_nothing
    BEFORE DELETE ON patients_accessreview
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_accessreview_keeps_rows
    BEFORE TRUNCATE ON patients_accessreview
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER patients_accessreview_guards_updates
    BEFORE UPDATE ON patients_accessreview
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Not for rows that the owner of the tables writes: a restored backup and a demo keep their own
-- instants and accounts.
CREATE OR REPLACE TRIGGER patients_accessreview_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_accessreview
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_review();
