"""What a database is used for: a demo, or a clinic. Neither mode uses the other's database.

The table ``database_use`` holds one row, which the migration that makes it writes. Why it is
done so stands in ``docs/adr/0014-what-a-database-is-used-for.md``.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InternalError

DEMO, CLINIC = "demo", "clinic"

# One statement, in which a table that is not there yet is not looked for.
REFUSE = """
DO $$
DECLARE
    found text;
BEGIN
    IF to_regclass('public.database_use') IS NOT NULL THEN
        SELECT use INTO found FROM public.database_use;
    END IF;
    IF found <> '%(use)s' THEN
        RAISE EXCEPTION '%(sentence)s';
    END IF;
END $$;
"""
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
    cursor.execute("INSERT INTO database_use (use) VALUES (%s)", [of_this_mode()])
