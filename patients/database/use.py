"""What a database is used for: a demo, or a clinic. Neither mode uses the other's database.

The table ``database_use`` holds one row, which the migration that makes it writes. A
database from before that migration is judged by its accounts. Why it is done so stands in
``docs/adr/0014-what-a-database-is-used-for.md``.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InternalError

DEMO, CLINIC, BOTH = "demo", "clinic", "both"

# What a demo loaded before there was a mark. Later demos are known by their mark alone.
FORMER_ACCOUNTS = """
    'northbridge.neurologist@example.org', 'northbridge.nurse@example.org',
    'northbridge.admin@example.org', 'harbourlight.neurologist@example.org',
    'harbourlight.nurse@example.org', 'harbourlight.admin@example.org',
    'both.clinics@example.org'
"""
FORMER_CLINICS = """
    'Northbridge Movement Disorder Clinic (demo)', 'Harbourlight Dystonia Clinic (demo)'
"""
# Null if there is nothing to judge by: no patient is there without a clinic and an account.
BY_ITS_ACCOUNTS = f"""
    SELECT CASE
        WHEN NOT EXISTS (SELECT FROM public.patients_account)
            AND NOT EXISTS (SELECT FROM public.patients_clinic) THEN NULL
        WHEN NOT EXISTS (
            SELECT FROM public.patients_account WHERE lower(email) IN ({FORMER_ACCOUNTS})
        ) THEN '{CLINIC}'
        WHEN EXISTS (
            SELECT FROM public.patients_account WHERE lower(email) NOT IN ({FORMER_ACCOUNTS})
        ) OR EXISTS (
            SELECT FROM public.patients_clinic WHERE name NOT IN ({FORMER_CLINICS})
        ) THEN '{BOTH}'
        ELSE '{DEMO}'
    END
"""  # noqa: S608 - the lists are constants  # nosec B608

# One statement, in which a table that is not there yet is not looked for.
REFUSE = f"""
DO $$
DECLARE
    found text;
BEGIN
    IF to_regclass('public.database_use') IS NOT NULL THEN
        SELECT use INTO found FROM public.database_use;
    END IF;
    IF found IS NULL AND to_regclass('public.patients_account') IS NOT NULL THEN
        found := ({BY_ITS_ACCOUNTS});
    END IF;
    IF found <> '%(use)s' THEN
        RAISE EXCEPTION '%(sentence)s';
    END IF;
END $$;
"""  # noqa: S608  # nosec B608
HELD = {
    DEMO: "holds data that are not a demo’s, and TITRATION_MODE is demo",
    CLINIC: "has held a demo, and TITRATION_MODE is production",
}


def of_this_mode() -> str:
    """What this process uses its database for."""
    return DEMO if settings.IS_DEMO else CLINIC


def statement_that_refuses(what: str, advice: str) -> str:
    """SQL that raises one sentence unless the database may be used in this mode.

    ``what`` and ``advice`` are the sentence's first and last words, and constants of ours.
    """
    use = of_this_mode()
    return REFUSE % {"use": use, "sentence": f"{what} {HELD[use]}: {advice}."}


def refuse_another_use(**signal: Any) -> None:
    """Raise ``ImproperlyConfigured`` if a new connection leads to data of the other mode.

    A receiver of ``connection_created``, in each process: nothing is asked for a request.
    """
    embedded = settings.EMBEDDED_DATABASE
    advice = (
        "delete the folder var/ to begin afresh"
        if embedded
        else "name another database in DATABASE_URL"
    )
    try:
        with signal["connection"].cursor() as cursor:
            cursor.execute(statement_that_refuses("The database", advice))
    except InternalError as refusal:
        signal["connection"].close()
        raise ImproperlyConfigured(str(refusal).splitlines()[0]) from refusal


def mark(cursor: Any) -> None:
    """Write down what the database is used for, once and for all."""
    cursor.execute(
        f"INSERT INTO database_use (use) SELECT coalesce(({BY_ITS_ACCOUNTS}), %s)",  # nosec B608
        [of_this_mode()],
    )
