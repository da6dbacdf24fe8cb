-- Refuse every change of an outside identity except ending it, once.
CREATE OR REPLACE FUNCTION allow_only_untying() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ending CONSTANT text[] := ARRAY['ended_at', 'ended_by_id'];
BEGIN
    IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
            AND to_jsonb(NEW) - ending = to_jsonb(OLD) - ending THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: an identity is ended once', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
