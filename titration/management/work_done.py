"""When work that is done each night last ended: ``manage.py doctor`` says if it is overdue.

The table ``work_done`` is the owner's: the role that serves pages can neither read nor write it.
"""

from datetime import datetime
from typing import Any

from django.db import connection

BACKUP, GLANCES = "backup", "glances"

IS_THERE = "SELECT to_regclass('public.work_done') IS NOT NULL"
NOTE = """
    INSERT INTO work_done (work, detail) VALUES (%s, %s)
    ON CONFLICT (work) DO UPDATE SET finished_at = clock_timestamp(), detail = EXCLUDED.detail
"""
LAST = "SELECT finished_at FROM work_done WHERE work = %s"


def note(work: str, detail: str = "") -> None:
    """Note that work has just ended.

    A database that an earlier release made has no table for it: it is backed up before ``migrate``.
    """
    with connection.cursor() as cursor:
        cursor.execute(IS_THERE)
        if cursor.fetchone()[0]:
            cursor.execute(NOTE, [work, detail])


def last(cursor: Any, work: str) -> datetime | None:
    """When work last ended; ``None`` if it never did."""
    cursor.execute(LAST, [work])
    found: tuple[datetime] | None = cursor.fetchone()
    return found[0] if found else None
