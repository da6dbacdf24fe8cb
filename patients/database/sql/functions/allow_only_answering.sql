-- Refuse every change of an invitation except renewing or answering it while it is open.
CREATE OR REPLACE FUNCTION allow_only_answering() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer CONSTANT text[] := ARRAY[
        'token_hash', 'expires_at', 'accepted_by_id', 'accepted_at',
        'withdrawn_by_id', 'withdrawn_at'
    ];
BEGIN
    IF OLD.accepted_at IS NULL AND OLD.withdrawn_at IS NULL
            AND to_jsonb(NEW) - answer = to_jsonb(OLD) - answer THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: only an open one is renewed or answered', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
