-- Runs again with app_guard_entries.sql.
-- Guard each kind of entry of the therapy, and say which roles record it: only a neurologist doses, and
-- acknowledges.
SELECT app_guard_entries('titration_dosestep', ARRAY['neurologist']);
SELECT app_guard_entries('titration_sideeffect', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_sideeffectchange', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_acknowledgement', ARRAY['neurologist']);
SELECT app_guard_entries('titration_sideeffectcheck', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_rating', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_treatment', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_treatmentchange', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_intake', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_review', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_contact', ARRAY['neurologist', 'nurse']);
SELECT app_guard_entries('titration_note', ARRAY['neurologist', 'nurse']);
