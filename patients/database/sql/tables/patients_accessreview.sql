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

-- Rows that the tables' owner writes keep what they say: a backup is restored, and a demo tells
-- of past years.
CREATE OR REPLACE TRIGGER patients_accessreview_checks_who_and_when
    BEFORE INSERT OR UPDATE ON patients_accessreview
    FOR EACH ROW WHEN (row_security_active('patients_patient'))
    EXECUTE FUNCTION guard_review();
