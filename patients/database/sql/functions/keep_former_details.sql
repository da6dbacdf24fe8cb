-- Refuse a change of a patient's details before the former ones are kept. Does not compare
-- the computed columns: they have no value yet in a BEFORE trigger.
CREATE OR REPLACE FUNCTION keep_former_details() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    details CONSTANT text[] := ARRAY[
        'record_number', 'family_name', 'given_name', 'born_on', 'sex', 'version',
        'number_folded', 'number_shape', 'family_folded', 'given_folded'
    ];
BEGIN
    IF NEW.version = OLD.version + 1
            AND to_jsonb(NEW) - details = to_jsonb(OLD) - details
            AND EXISTS (
                SELECT 1 FROM patients_formerdetails former
                WHERE former.patient_id = OLD.id AND former.version = OLD.version
                    AND former.record_number = OLD.record_number
                    AND former.family_name = OLD.family_name
                    AND former.given_name = OLD.given_name
                    AND former.born_on IS NOT DISTINCT FROM OLD.born_on
                    AND former.sex = OLD.sex
            ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the details of a patient change only after the former ones are kept'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
