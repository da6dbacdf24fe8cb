-- Require that the lines of an access review are written while it is signed, each with the name,
-- e-mail and role that a member has.
CREATE OR REPLACE FUNCTION guard_review_line() RETURNS trigger
    SET search_path = pg_catalog, public, pg_temp
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM app_require(
        EXISTS (
            SELECT FROM patients_accessreview review
            JOIN patients_membership member ON member.clinic_id = review.clinic_id
            JOIN patients_account account ON account.id = member.account_id
            WHERE review.id = NEW.review_id AND review.signed_by_id = app_account()
                AND review.signed_at > app_now() - interval '1 minute'
                AND member.id = NEW.membership_id AND member.role = NEW.role
                AND account.full_name = NEW.full_name AND account.email = NEW.email
        ),
        'a line of a review is written as it is signed, about a member of the clinic'
    );
    RETURN NEW;
END $$;
