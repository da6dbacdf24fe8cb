-- Runs again with app_guard_entries.sql.
SELECT app_guard_entries('patients_care', ARRAY['neurologist', 'nurse']);

CREATE OR REPLACE TRIGGER patients_care_checks_duplicates
    BEFORE INSERT ON patients_care
    FOR EACH ROW WHEN (NEW.doubles_id IS NOT NULL)
    EXECUTE FUNCTION guard_care();
