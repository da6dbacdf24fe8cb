-- Runs again with app_guard_entries.sql.
SELECT app_guard_entries('patients_precaution', ARRAY['neurologist', 'nurse']);
