"""Speaking to the database as a request does: under the policies, past the code's own scoping."""

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
def acting(account: Account | AnonymousUser) -> Iterator[None]:
    """Be an account to the database while inside; whatever fails is taken back."""
    with transaction.atomic():
        act_as(account)
        yield
        asked(BACK)


def asked(sql: str, *values: Any) -> list[Any]:
    """The first column of what raw SQL answers, past every model."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def refused(rule: str) -> AbstractContextManager[Any]:
    """Expect that the database refuses a write by a rule of ours, or for want of a right."""
    return pytest.raises(ProgrammingError, match=f"refused: .*{rule}|permission denied")


def is_now(instant: datetime) -> bool:
    """Whether an instant lies within a minute of now."""
    return abs(timezone.now() - instant) < timedelta(minutes=1)
