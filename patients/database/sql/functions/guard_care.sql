-- Refuse a duplicate of a patient of another clinic, or of one who is a duplicate as it stands now.
CREATE OR REPLACE FUNCTION guard_care() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM app_require(
        EXISTS (
            SELECT FROM patients_patient patient
            JOIN patients_patient other ON other.clinic_id = patient.clinic_id
            WHERE patient.id = NEW.patient_id AND other.id = NEW.doubles_id
        ),
        'a duplicate is of a patient of the same clinic'
    );
    PERFORM app_require(
        (
            SELECT care.doubles_id FROM patients_care care
            WHERE care.patient_id = NEW.doubles_id AND care.status = 'live'
            ORDER BY care.from_on DESC, care.id DESC LIMIT 1
        ) IS NULL,
        'a duplicate is of a patient who is none'
    );
    RETURN NEW;
END $$;
