-- Refuse every change of an entry except marking it once, as superseded or entered in error.
CREATE OR REPLACE FUNCTION allow_only_marking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    marking CONSTANT text[] := ARRAY['status', 'marked_at', 'marked_by_id', 'marked_reason'];
BEGIN
    IF OLD.status = 'live' AND NEW.status <> 'live'
            AND to_jsonb(NEW) - marking = to_jsonb(OLD) - marking THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only a live entry can be marked, once', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
