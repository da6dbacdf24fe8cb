"""Use the database as a request does: under row-level security, past the code's own scoping."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from patients.database.acting_account import act_as
from patients.models import Account
from tests.middleware import BACK


@contextmanager
def acting_as(account: Account | AnonymousUser) -> Iterator[None]:
    """Tell PostgreSQL inside the block that an account is acting; a failure undoes the block."""
    with transaction.atomic():
        act_as(account)
        yield
        run_sql(BACK)


def run_sql(sql: str, *values: Any) -> list[Any]:
    """Run raw SQL, past every model, and return the first column of its answer."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def database_refuses(rule: str) -> AbstractContextManager[Any]:
    """Expect PostgreSQL to refuse a write: by a rule of ours, or because the role has no right."""
    return pytest.raises(ProgrammingError, match=f"refused: .*{rule}|permission denied")


def is_about_now(instant: datetime) -> bool:
    """Return whether an instant lies within a minute of now."""
    return abs(timezone.now() - instant) < timedelta(minutes=1)
