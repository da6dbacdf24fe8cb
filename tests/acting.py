"""Speaking to the database as a request does: under the policies, past the code's own scoping."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from patients.acting import act_as
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
