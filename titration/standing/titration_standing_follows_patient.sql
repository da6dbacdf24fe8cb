-- Copy a patient's clinic and names to the standing again when one of them changes: the update
-- below changes nothing itself, but fires titration_standing_copies_patient.
CREATE OR REPLACE FUNCTION titration_standing_follows_patient() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE titration_standing SET patient_id = patient_id WHERE patient_id = NEW.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER titration_standing_follows_patient
    AFTER UPDATE OF clinic_id, family_name, given_name ON patients_patient
    FOR EACH ROW EXECUTE FUNCTION titration_standing_follows_patient();
