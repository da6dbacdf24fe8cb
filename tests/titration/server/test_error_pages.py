"""A failure of a view or the database is answered by a page with the right status."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Patient

pytestmark = pytest.mark.django_db

TOLD = [
    (OperationalError("could not connect to SAMPLE"), 503, "The record cannot be reached"),
    (InterfaceError("connection of SAMPLE already closed"), 503, "The record cannot be reached"),
    (IntegrityError("Key (name)=(SAMPLE) exists"), 409, "The record changed meanwhile"),
    (ChangedMeanwhile("Somebody recorded 10 mg."), 409, "Somebody recorded 10 mg."),
    (RuntimeError("SAMPLE"), 500, "Something went wrong"),
]


def failing_with(problem: Exception, *, on: str) -> AbstractContextManager[None]:
    """Let each statement that contains these words fail."""

    def run(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if on in sql:
            raise problem
        return execute(sql, *arguments)

    return connection.execute_wrapper(run)


@pytest.fixture
def visitor(as_neurologist: Client) -> Client:
    """A neurologist's client that returns error pages as a browser does, and never raises."""
    as_neurologist.raise_request_exception = False
    return as_neurologist


@pytest.mark.parametrize(("problem", "status", "words"), TOLD)
def test_each_problem_has_its_page(
    problem: Exception, status: int, words: str, visitor: Client, patient: Patient
):
    with failing_with(problem, on="titration_recorded"):
        response = visitor.get(f"/patients/{patient.pk}/")

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "SAMPLE" not in page
    assert patient.family_name not in page
    assert response["Cache-Control"] == "no-store"
    assert ("Retry-After" in response) is (status == 503)


def test_a_database_that_fails_while_reading_the_session_gets_the_same_page(visitor: Client):
    with failing_with(OperationalError(), on=""):
        response = visitor.get("/")

    assert response.status_code == 503


def test_pages_work_again_once_the_database_is_back(visitor: Client, patient: Patient):
    with failing_with(OperationalError(), on=""):
        visitor.get("/")

    assert visitor.get(f"/patients/{patient.pk}/").status_code == 200
