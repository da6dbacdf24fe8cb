-- Refuse every change of a membership except of its end, before that has passed.
CREATE OR REPLACE FUNCTION allow_only_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.until IS NULL OR OLD.until > now())
            AND to_jsonb(NEW) - 'until' = to_jsonb(OLD) - 'until' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only an end to come is changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
