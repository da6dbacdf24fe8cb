"""What a view or the database could not do is told on a page, with the status that says so."""

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
    """Have each statement that holds some words fail."""

    def run(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if on in sql:
            raise problem
        return execute(sql, *arguments)

    return connection.execute_wrapper(run)


@pytest.fixture
def visitor(as_neurologist: Client) -> Client:
    """A neurologist who sees what a browser would, not what a test would raise."""
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


def test_a_database_missed_by_the_session_already_is_told_the_same(visitor: Client):
    with failing_with(OperationalError(), on=""):
        response = visitor.get("/")

    assert response.status_code == 503


def test_nothing_lingers_once_the_database_is_back(visitor: Client, patient: Patient):
    with failing_with(OperationalError(), on=""):
        visitor.get("/")

    assert visitor.get(f"/patients/{patient.pk}/").status_code == 200
