"""The set-up of the two roles; when it is run again, it changes nothing."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.acting import run_sql

OWNED_BY = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
OWNER, APP = "'titration_owner'", "'titration_app'"

pytestmark = pytest.mark.django_db


def test_the_roles_are_made_and_the_database_is_the_owner_s():
    printed = StringIO()
    for _ in range(2):
        call_command("create_roles", stdout=printed)

    assert printed.getvalue().count("\\password titration_owner") == 2
    assert run_sql(OWNED_BY) == ["titration_owner"]
    assert run_sql(f"SELECT has_database_privilege({APP}, current_database(), 'TEMPORARY')") == [
        False
    ]
    assert run_sql(f"SELECT pg_has_role({OWNER}, {APP}, 'MEMBER')") == [True]
    assert run_sql(f"SELECT pg_has_role({APP}, {OWNER}, 'MEMBER')") == [False]
