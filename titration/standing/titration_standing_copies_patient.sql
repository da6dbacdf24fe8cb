-- Copy the clinic and the folded names from the patient, so that PostgreSQL reads a page of the worklist,
-- and the standings that are due, from an index of one table. A trigger copies them, so that no
-- program has to, and none can set another clinic: the policies may compare the copied one. A person's only name is
-- sorted as the family name, whichever of the two it is.
CREATE OR REPLACE FUNCTION titration_standing_copies_patient() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    SELECT clinic_id, coalesce(NULLIF(family_folded, ''), given_folded),
        CASE WHEN family_folded = '' THEN '' ELSE given_folded END
    INTO NEW.clinic_id, NEW.sort_family, NEW.sort_given
    FROM patients_patient WHERE id = NEW.patient_id;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER titration_standing_copies_patient
    BEFORE INSERT OR UPDATE ON titration_standing
    FOR EACH ROW EXECUTE FUNCTION titration_standing_copies_patient();
