-- Require that an admin of the clinic signs an access review, in their own name, and set when.
CREATE OR REPLACE FUNCTION guard_review() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.signed_at := app_now();
    PERFORM app_require(
        NEW.signed_by_id = app_account() AND app_is_admin_of(NEW.clinic_id),
        'a review is signed by an admin of the clinic, in their own name'
    );
    RETURN NEW;
END $$;
