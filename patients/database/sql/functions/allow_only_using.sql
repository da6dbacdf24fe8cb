-- Refuse every change of a sign-in reset except using or replacing it while it is open.
CREATE OR REPLACE FUNCTION allow_only_using() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    uses CONSTANT text[] := ARRAY['used_at', 'replaced_at'];
BEGIN
    IF OLD.used_at IS NULL AND OLD.replaced_at IS NULL
            AND to_jsonb(NEW) - uses = to_jsonb(OLD) - uses THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only an open one is used or replaced', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
