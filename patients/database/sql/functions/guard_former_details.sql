-- Set until when former details were recorded, and require that the patient has them now.
CREATE OR REPLACE FUNCTION guard_former_details() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.believed_until := app_now();
    PERFORM app_require(
        EXISTS (
            SELECT FROM patients_patient patient
            WHERE patient.id = NEW.patient_id AND patient.version = NEW.version
                AND patient.record_number = NEW.record_number
                AND patient.family_name = NEW.family_name
                AND patient.given_name = NEW.given_name
                AND patient.born_on IS NOT DISTINCT FROM NEW.born_on
                AND patient.sex = NEW.sex
        ),
        'former details are what the patient had'
    );
    RETURN NEW;
END $$;
