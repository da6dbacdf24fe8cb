"""Pages are served by a role without more rights than they need."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings

from patients.database import roles as database_roles
from titration.server.serving import refuse_a_powerful_role

pytestmark = pytest.mark.django_db

SUPERUSER = "(SELECT rolname FROM pg_roles WHERE rolsuper LIMIT 1)"


class Bypassing:
    """A cursor that answers as if the role had BYPASSRLS; our roles cannot create such a role."""

    def execute(self, sql: str) -> None:
        assert "rolbypassrls" in sql

    def fetchone(self) -> tuple[str, bool, bool, bool]:
        return "somebody", False, True, False


def connecting_as(role: str) -> Any:
    """Open a connection that takes on a role."""
    other: Any = connection.copy()
    other.settings_dict["OPTIONS"] = {"options": f"-c role={role}"}
    return other


def test_the_tables_owner_may_not_serve():
    sentence = r"\AThe database role “\w+” [^\n]*: Titration serves as titration_app only\.\Z"

    with pytest.raises(ImproperlyConfigured, match=sentence):
        refuse_a_powerful_role(connection=connection.copy())


def test_a_superuser_may_not_serve():
    with connection.cursor() as cursor:
        assert "is a superuser" in str(database_roles.too_powerful(cursor, SUPERUSER))


def test_a_role_that_bypasses_row_security_may_not_serve():
    assert "bypasses row-level security" in str(database_roles.too_powerful(Bypassing()))


def test_the_role_that_serves_may():
    app = connecting_as(database_roles.APP)
    try:
        refuse_a_powerful_role(connection=app)
        with override_settings(IS_DEMO=False), pytest.raises(ImproperlyConfigured):
            refuse_a_powerful_role(connection=app)
    finally:
        app.close()
