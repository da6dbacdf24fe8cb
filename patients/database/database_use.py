"""What a database is used for: a demo, or a clinic. Neither mode uses the other's database.

The table ``database_use`` holds one row; the migration that makes the table writes it.
``docs/adr/0014-what-a-database-is-used-for.md`` explains why.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InternalError

DEMO, CLINIC = "demo", "clinic"

# One statement, which also runs where the table is not there yet.
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
    """What a process in this mode uses a database for: ``DEMO`` or ``CLINIC``."""
    return DEMO if settings.IS_DEMO else CLINIC


def statement_that_refuses(what: str, advice: str) -> str:
    """Return SQL that raises one sentence unless the database may be used in this mode.

    ``what`` and ``advice`` are the sentence's first and last words: constants, never input.
    """
    use = of_this_mode()
    return REFUSE % {"use": use, "sentence": f"{what} {HELD[use]}: {advice}."}


def refuse_another_use(**signal: Any) -> None:
    """Raise ``ImproperlyConfigured`` if a new connection is to a database of the other mode.

    A receiver of ``connection_created`` in every process, so no request sends a statement more.
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
    """Record what the database is used for. The row never changes."""
    cursor.execute("INSERT INTO database_use (use) VALUES (%s)", [of_this_mode()])
