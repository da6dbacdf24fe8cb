"""From what went wrong to the page that says so, and what can be done about it."""

import sys
from http import HTTPStatus

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import defaults

from patients.access import ReadTooMany
from patients.actions.conflicts import ChangedMeanwhile

RETRY_SECONDS = 60


def explain(request: HttpRequest, problem: Exception) -> HttpResponse | None:
    """The page for what a view raised and left to nobody else; ``None`` for a fault of ours."""
    if isinstance(problem, ReadTooMany):
        wait = (problem.again_at - timezone.now()).total_seconds()
        return page(request, HTTPStatus.TOO_MANY_REQUESTS, problem, retry_seconds=int(wait) + 1)
    if isinstance(problem, (ChangedMeanwhile, IntegrityError)):
        if connection.in_atomic_block:
            transaction.set_rollback(True)
            request.session.modified = False  # saving it would be one more statement
        return conflict(request, problem)
    return None


def conflict(request: HttpRequest, problem: Exception) -> HttpResponse:
    """The page for what somebody else saved first."""
    # A constraint's own sentence quotes the row that broke it.
    sentence = problem if isinstance(problem, ChangedMeanwhile) else None
    return page(request, HTTPStatus.CONFLICT, sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what nothing else explains: 503 while the database is away, otherwise 500.

    Django calls this while it handles the exception, wherever that was raised: the
    database may be missed first by a middleware that reads the session.
    """
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return page(request, HTTPStatus.SERVICE_UNAVAILABLE, retry_seconds=RETRY_SECONDS)
    return defaults.server_error(request)


def page(
    request: HttpRequest,
    status: HTTPStatus,
    sentence: Exception | None = None,
    *,
    retry_seconds: int | None = None,
) -> HttpResponse:
    """An error page, made without asking the database."""
    response = render(request, f"{status.value}.html", {"exception": sentence}, status=status)
    if retry_seconds is not None:
        response.headers["Retry-After"] = str(retry_seconds)
    return response
