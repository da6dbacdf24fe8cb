-- A change of an entry is of the entry's own patient.
CREATE OR REPLACE TRIGGER titration_treatmentchange_checks_patient
    BEFORE INSERT ON titration_treatmentchange
    FOR EACH ROW EXECUTE FUNCTION guard_change('titration_treatment', 'treatment_id');
