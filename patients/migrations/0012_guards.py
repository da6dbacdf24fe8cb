"""Let the role that serves write only what the acting account may, at the database's time.

Policies say which patients' rows may be written. The triggers here say the rest, for whoever
does not own the tables: when something happened, and whose doing it may be. Why they are
triggers stands in ``docs/adr/0020-what-the-web-server-s-role-may-write.md``.
"""

from django.db import migrations

from patients.database.row_security import (grants_more, guards_writes, takes_back)

HELPERS = """
-- Every instant of a row that a page writes. The tests let it follow the time they travel to.
CREATE FUNCTION app_now() RETURNS timestamptz VOLATILE LANGUAGE sql AS $$
    SELECT clock_timestamp()
$$;

-- The hash of the one-time link that the request opened. The database holds no token, so
-- no statement can find one out.
CREATE FUNCTION app_token_hash() RETURNS text STABLE LANGUAGE sql AS $$
    SELECT encode(
        sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8')), 'hex'
    )
$$;

CREATE FUNCTION app_is_admin_of(clinic bigint) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT clinic = ANY (app_clinics('admin'))
$$;

-- Whether the acting account is an admin of a clinic of which another account is a member.
CREATE FUNCTION app_runs_account(other bigint) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT other <> app_account() AND EXISTS (
        SELECT FROM patients_membership member
        WHERE member.account_id = other AND member.clinic_id = ANY (app_clinics('admin'))
            AND (member.until IS NULL OR member.until > app_now())
    )
$$;

-- Unknown is not allowed. The rule names no row: it may come to stand in a log.
CREATE FUNCTION app_require(holds boolean, rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF holds IS NOT TRUE THEN
        RAISE EXCEPTION 'refused: %', rule USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;
"""

# By function: what it declares, and what it does before it returns the row.
GUARDS = {
    "guard_entry": (
        "marked timestamptz;",
        """
        IF TG_OP = 'UPDATE' THEN
            NEW.marked_at := app_now();
            RETURN NEW;
        END IF;
        PERFORM app_require(NEW.status = 'live', 'an entry is recorded before it is marked');
        NEW.recorded_at := app_now();
        IF NEW.replaces_id IS NOT NULL THEN
            EXECUTE format(
                'SELECT marked_at FROM %I WHERE id = $1 AND patient_id = $2', TG_TABLE_NAME
            ) INTO marked USING NEW.replaces_id, NEW.patient_id;
            PERFORM app_require(
                marked IS NOT NULL, 'an entry replaces a marked one of the same patient'
            );
            -- Marked in this transaction: at every instant one of the two counts.
            IF marked >= transaction_timestamp() THEN
                NEW.recorded_at := marked;
            END IF;
        END IF;
        """,
    ),
    "guard_patient": ("", "NEW.registered_at := app_now(); NEW.version := 0;"),
    "guard_former_details": (
        "",
        """
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
        """,
    ),
    # Nobody acts while somebody signs in. An invitation is accepted in its sender's name too.
    "guard_event": (
        "acting CONSTANT bigint := app_account();",
        """
        PERFORM app_require(
            NEW.account_id IS NOT DISTINCT FROM acting
            OR acting IS NULL
                AND (NEW.outcome = 'refused' OR NEW.action IN ('sign-in', 'second-factor'))
            OR NEW.action IN ('create-account', 'grant-role') AND EXISTS (
                SELECT FROM patients_invitation opened
                WHERE opened.token_hash = app_token_hash()
                    AND opened.invited_by_id IS NOT DISTINCT FROM NEW.account_id
            ),
            'an event names the acting account'
        );
        NEW.at := app_now();
        NEW.request_id := coalesce(
            NULLIF(current_setting('app.request_id', true), '')::uuid, gen_random_uuid()
        );
        NEW.address := NULLIF(current_setting('app.address', true), '')::inet;
        """,
    ),
    "guard_account": (
        "acting CONSTANT bigint := app_account();",
        """
        IF TG_OP = 'INSERT' THEN
            NEW.created_at := app_now();
            PERFORM app_require(
                NEW.is_active AND NEW.last_login IS NULL AND EXISTS (
                    SELECT FROM patients_invitation opened
                    WHERE opened.token_hash = app_token_hash() AND opened.email = NEW.email
                        AND opened.accepted_at IS NULL AND opened.withdrawn_at IS NULL
                        AND opened.expires_at > app_now()
                ),
                'an account is made with the link of an open invitation'
            );
            RETURN NEW;
        END IF;
        IF NEW.last_login IS DISTINCT FROM OLD.last_login THEN
            NEW.last_login := app_now();
            PERFORM app_require(
                acting IS NULL OR acting = NEW.id, 'an account signs in by itself'
            );
        END IF;
        PERFORM app_require(
            NEW.full_name = OLD.full_name OR acting = NEW.id, 'an account changes its own name'
        );
        PERFORM app_require(
            NEW.password = OLD.password OR acting = NEW.id
            OR NEW.password LIKE '!%' AND app_runs_account(NEW.id)
            OR EXISTS (
                SELECT FROM patients_signinreset opened
                WHERE opened.token_hash = app_token_hash() AND opened.account_id = NEW.id
                    AND opened.used_at > app_now() - interval '1 minute'
            ),
            'a password is chosen by its account, or with the link of a reset'
        );
        PERFORM app_require(
            NEW.is_active = OLD.is_active OR acting <> NEW.id
            AND EXISTS (
                SELECT FROM patients_membership member
                WHERE member.account_id = NEW.id AND app_is_admin_of(member.clinic_id)
            )
            AND NOT EXISTS (
                SELECT FROM patients_membership member
                WHERE member.account_id = NEW.id AND NOT member.is_emergency
                    AND (member.until IS NULL OR member.until > app_now())
                    AND NOT app_is_admin_of(member.clinic_id)
            ),
            'an account is closed by an admin of each of its clinics'
        );
        """,
    ),
    # An end that lies less than a minute ahead means now: a page's clock is not the
    # database's. Of a change of role, one begins where the other ended.
    "guard_membership": (
        """
        acting CONSTANT bigint := app_account();
        is_admin CONSTANT boolean := app_is_admin_of(NEW.clinic_id) AND acting <> NEW.account_id;
        lasts interval;
        """,
        """
        IF TG_OP = 'UPDATE' THEN
            PERFORM app_require(
                is_admin OR acting = OLD.account_id AND OLD.is_emergency AND NEW.until <= OLD.until,
                'a membership is ended by another admin of the clinic'
            );
            IF NEW.until < app_now() + interval '1 minute' THEN
                NEW.until := app_now();
            END IF;
            RETURN NEW;
        END IF;
        lasts := NEW.until - NEW.since;
        NEW.since := app_now();
        IF NEW.is_emergency THEN
            NEW.until := NEW.since + lasts;
            PERFORM app_require(
                acting = NEW.account_id AND EXISTS (
                    SELECT FROM patients_membership granted
                    WHERE granted.account_id = acting AND granted.role = NEW.role
                        AND NOT granted.is_emergency AND granted.clinic_id <> NEW.clinic_id
                        AND granted.clinic_id = ANY (app_clinics('neurologist', 'nurse'))
                        AND granted.since <= app_now()
                        AND (granted.until IS NULL OR granted.until > app_now())
                ),
                'emergency access is taken by a clinician of another clinic, in that role'
            );
            RETURN NEW;
        END IF;
        IF is_admin THEN
            SELECT max(former.until) INTO NEW.since FROM patients_membership former
            WHERE former.account_id = NEW.account_id AND former.clinic_id = NEW.clinic_id
                AND NOT former.is_emergency
                AND former.until BETWEEN app_now() - interval '1 minute' AND app_now();
        END IF;
        PERFORM app_require(
            is_admin AND NEW.since IS NOT NULL
            OR acting = NEW.account_id AND EXISTS (
                SELECT FROM patients_invitation opened
                WHERE opened.token_hash = app_token_hash() AND opened.accepted_by_id = acting
                    AND opened.accepted_at > app_now() - interval '1 minute'
                    AND opened.clinic_id = NEW.clinic_id AND opened.role = NEW.role
                    AND opened.until IS NOT DISTINCT FROM NEW.until
            ),
            'a membership is accepted with the link of an invitation, or changed by an admin'
        );
        """,
    ),
    "guard_invitation": (
        "acting CONSTANT bigint := app_account();",
        """
        NEW.expires_at := least(NEW.expires_at, app_now() + interval '7 days');
        IF TG_OP = 'INSERT' THEN
            NEW.invited_at := app_now();
            PERFORM app_require(
                NEW.invited_by_id = acting AND app_is_admin_of(NEW.clinic_id)
                AND NEW.accepted_at IS NULL AND NEW.withdrawn_at IS NULL,
                'somebody is invited by an admin of the clinic, in their own name'
            );
        ELSIF NEW.accepted_at IS NOT NULL THEN
            NEW.accepted_at := app_now();
            PERFORM app_require(
                NEW.accepted_by_id = acting AND OLD.token_hash = app_token_hash()
                AND NEW.token_hash = OLD.token_hash AND OLD.expires_at > app_now()
                AND EXISTS (
                    SELECT FROM patients_account invited
                    WHERE invited.id = acting AND invited.email = OLD.email AND invited.is_active
                )
                AND (OLD.invited_by_id IS NULL OR EXISTS (
                    SELECT FROM patients_membership sender JOIN patients_account account
                        ON account.id = sender.account_id AND account.is_active
                    WHERE sender.account_id = OLD.invited_by_id AND sender.role = 'admin'
                        AND sender.clinic_id = OLD.clinic_id AND sender.since <= app_now()
                        AND (sender.until IS NULL OR sender.until > app_now())
                )),
                'an invitation is accepted by the account it is for, with its link'
            );
        ELSE
            PERFORM app_require(
                app_is_admin_of(OLD.clinic_id)
                AND (NEW.withdrawn_at IS NULL OR NEW.withdrawn_by_id = acting),
                'an invitation is renewed or withdrawn by an admin of the clinic'
            );
            IF NEW.withdrawn_at IS NOT NULL THEN
                NEW.withdrawn_at := app_now();
            END IF;
        END IF;
        """,
    ),
    "guard_reset": (
        "",
        """
        IF TG_OP = 'INSERT' THEN
            NEW.reset_at := app_now();
            NEW.expires_at := least(NEW.expires_at, app_now() + interval '7 days');
            PERFORM app_require(
                NEW.reset_by_id = app_account() AND app_runs_account(NEW.account_id)
                AND NEW.used_at IS NULL AND NEW.replaced_at IS NULL,
                'a sign-in is reset by an admin of a clinic of the account'
            );
        ELSIF NEW.used_at IS NOT NULL THEN
            NEW.used_at := app_now();
            PERFORM app_require(
                OLD.token_hash = app_token_hash() AND OLD.expires_at > app_now(),
                'a reset is used with its link'
            );
        ELSE
            NEW.replaced_at := app_now();
            PERFORM app_require(
                app_runs_account(OLD.account_id), 'a reset is replaced by an admin'
            );
        END IF;
        """,
    ),
    "guard_review": (
        "",
        """
        NEW.signed_at := app_now();
        PERFORM app_require(
            NEW.signed_by_id = app_account() AND app_is_admin_of(NEW.clinic_id),
            'a review is signed by an admin of the clinic, in their own name'
        );
        """,
    ),
    "guard_review_line": (
        "",
        """
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
        """,
    ),
    "guard_clinic": (
        "",
        "PERFORM app_require(app_is_admin_of(OLD.id), 'a clinic is changed by its admins');",
    ),
    # Nobody acts while a factor is used to sign in.
    "guard_factor": (
        "acting CONSTANT bigint := app_account();",
        """
        IF TG_OP = 'DELETE' THEN
            PERFORM app_require(
                OLD.user_id = acting OR app_runs_account(OLD.user_id),
                'a second factor is removed by its account, or by an admin of its clinic'
            );
            RETURN OLD;
        END IF;
        PERFORM app_require(
            NEW.user_id = acting AND (TG_OP = 'INSERT' OR OLD.user_id = acting)
            OR TG_OP = 'UPDATE' AND acting IS NULL AND (NEW.id, NEW.user_id, NEW.type)
                = (OLD.id, OLD.user_id, OLD.type),
            'a second factor is added and changed by its account'
        );
        """,
    ),
}
GUARDED = {
    "patients_dystonia": "guard_entry",
    "patients_precaution": "guard_entry",
    "patients_patient": "guard_patient",
    "patients_formerdetails": "guard_former_details",
    "patients_auditevent": "guard_event",
    "patients_account": "guard_account",
    "patients_membership": "guard_membership",
    "patients_invitation": "guard_invitation",
    "patients_signinreset": "guard_reset",
    "patients_accessreview": "guard_review",
    "patients_accessreviewline": "guard_review_line",
    "patients_clinic": "guard_clinic",
    "mfa_authenticator": "guard_factor",
}
# What happens to a row where it is not both to be inserted and updated.
ONLY = {
    "patients_patient": "INSERT",  # a trigger asks for the former details of every change
    "mfa_authenticator": "INSERT OR UPDATE OR DELETE",
}


def function(name: str) -> migrations.RunSQL:
    """Make one of the trigger functions. It finds tables in our schema only."""
    declared, body = GUARDS[name]
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger
            SET search_path = pg_catalog, public, pg_temp
            LANGUAGE plpgsql AS $$
        DECLARE {declared}
        BEGIN {body} RETURN NEW; END $$;
        """,
        f"DROP FUNCTION {name}()",
    )


# Accounts and clinics were given with all their columns.
COLUMNS = {
    "patients_account": "UPDATE (password, last_login, full_name, is_active)",
    "patients_clinic": "UPDATE (name, time_zone, contact)",
}

DROP_HELPERS = """
DROP FUNCTION app_require(boolean, text);
DROP FUNCTION app_runs_account(bigint);
DROP FUNCTION app_is_admin_of(bigint);
DROP FUNCTION app_token_hash();
DROP FUNCTION app_now();
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0011_names")]

    operations = [
        migrations.RunSQL(HELPERS, DROP_HELPERS),
        *(function(name) for name in GUARDS),
        *(guards_writes(table, name, ONLY.get(table)) for table, name in GUARDED.items()),
        *(
            operation
            for table, columns in COLUMNS.items()
            for operation in (takes_back(table, "UPDATE"), grants_more(table, columns))
        ),
        # No page writes one; a second e-mail would open an account by another name.
        takes_back("account_emailaddress", "INSERT", "UPDATE"),
    ]
