-- A change of an entry is of the entry's own patient.
CREATE OR REPLACE TRIGGER titration_sideeffectchange_checks_patient
    BEFORE INSERT ON titration_sideeffectchange
    FOR EACH ROW EXECUTE FUNCTION guard_change('titration_sideeffect', 'effect_id');
