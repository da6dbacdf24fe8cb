-- Runs again with app_guard_entries.sql.
-- The kinds of entry of the therapy, and which roles record them: doses are a neurologist's.
SELECT app_guard_entries('titration_dosestep', ARRAY['neurologist']);
SELECT app_guard_entries('titration_sideeffect', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_sideeffectcheck', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_rating', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_treatment', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_review', ARRAY['neurologist', 'nurse']);
