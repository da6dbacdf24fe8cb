-- Runs again with app_guard_entries.sql.
-- Guard each kind of entry of the therapy, and say which roles record it: only a neurologist doses, and
-- acknowledges.
SELECT app_guard_entries('titration_dosestep', ARRAY['neurologist']);
SELECT app_guard_entries('titration_plannedstep', ARRAY['neurologist']);
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

-- A nurse too records the dose step that confirms a planned one: exactly the regimen that a
-- neurologist planned for this patient.
DROP POLICY IF EXISTS titration_dosestep_confirm ON titration_dosestep;
CREATE POLICY titration_dosestep_confirm ON titration_dosestep FOR INSERT TO titration_app
    WITH CHECK (
        recorded_by_id = app_account()
        AND EXISTS (
            SELECT FROM titration_plannedstep planned
            JOIN patients_patient seen ON seen.id = planned.patient_id
            WHERE planned.id = titration_dosestep.planned_id
                AND planned.patient_id = titration_dosestep.patient_id
                AND planned.status = 'live'
                AND planned.doses_mg = titration_dosestep.doses_mg
                AND planned.times_of_day = titration_dosestep.times_of_day
                AND planned.in_words = titration_dosestep.in_words
                AND planned.phase = titration_dosestep.phase
                AND seen.clinic_id = ANY ((SELECT app_clinics('neurologist', 'nurse'))::bigint[])
        )
    );
