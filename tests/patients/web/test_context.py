"""Who sees the worklist's link and the search box."""

import pytest
from django.test import Client

from patients.models import Account
from tests.factories import a_clinic, a_membership
from tests.fixtures import signed_in
from tests.statements import statements

SEARCH = 'role="search"'


@pytest.mark.parametrize("browser", ["as_neurologist", "as_nurse"])
def test_clinicians_can_search(browser: str, request: pytest.FixtureRequest):
    assert SEARCH in request.getfixturevalue(browser).get("/reference/").content.decode()


def test_an_admin_has_nothing_to_search(as_admin: Client):
    assert SEARCH not in as_admin.get("/reference/").content.decode()


def test_an_admin_who_is_a_nurse_elsewhere_can_search(admin: Account):
    a_membership(admin, a_clinic(), "nurse")

    assert SEARCH in signed_in(admin).get("/reference/").content.decode()


@pytest.mark.parametrize(
    ("browser", "is_led_there"),
    [("as_admin", True), ("as_nurse", False), ("as_neurologist", False)],
)
def test_an_admin_is_led_to_the_accounts(
    browser: str, is_led_there: bool, request: pytest.FixtureRequest
):
    page = request.getfixturevalue(browser).get("/reference/").content.decode()

    assert ('href="/access-log/"' in page) is is_led_there


def test_nobody_signed_in_has_nothing_to_search(client: Client, db: None):
    assert SEARCH not in client.get("/sign-in/").content.decode()


def test_the_navigation_takes_one_query_of_roles(as_nurse: Client):
    with statements() as queries:
        as_nurse.get("/reference/")

    assert len([sql for sql in queries if "patients_membership" in sql]) == 1
    assert len(queries) == 3
