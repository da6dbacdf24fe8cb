"""Error pages: each says what went wrong, and what the reader can do about it."""

import logging
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views import defaults
from psycopg2 import errors

from patients.access import ReadTooMany
from patients.actions.conflicts import ChangedMeanwhile

logger = logging.getLogger(__name__)

RETRY_SECONDS, LOCK_SECONDS = 60, 5
# A standby answers queries but refuses writes, so it counts as away.
DATABASE_AWAY = (OperationalError, InterfaceError, errors.ReadOnlySqlTransaction)
GAVE_UP_WAITING = (errors.LockNotAvailable, errors.QueryCanceled)
WAITED = (
    "The database was too busy with the same record to answer in time. Nothing was saved."
    " Wait a few seconds, then try again."
)
NO_PAGE = (
    "Something went wrong. The fault is ours, and it has been noted. The last thing you sent"
    " may not have been saved: look at the record before sending it again.\n"
)


def page_for(request: HttpRequest, problem: Exception) -> HttpResponse | None:
    """Return the page for an exception that a view let through; ``None`` for a bug of ours."""
    if isinstance(problem, ReadTooMany):
        wait = (problem.again_at - timezone.now()).total_seconds()
        return page(request, HTTPStatus.TOO_MANY_REQUESTS, problem, retry_seconds=int(wait) + 1)
    if isinstance(problem, (ChangedMeanwhile, IntegrityError)):
        if connection.in_atomic_block:
            transaction.set_rollback(True)
            request.session.modified = False  # saving it would be one more statement
        return conflict_page(request, problem)
    return None


def conflict_page(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Return the page that says another person saved first."""
    # PostgreSQL's message for a broken constraint quotes the row, so it is not shown.
    sentence = problem if isinstance(problem, ChangedMeanwhile) else None
    return page(request, HTTPStatus.CONFLICT, sentence)


# Django's own three views read the posted form, and fail if it cannot be read.
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Return the page for a request that could not be read."""
    return page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for what the reader may not do, with the reason."""
    return page(request, HTTPStatus.FORBIDDEN, str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Return the page for an address that names nothing."""
    return page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for any other exception: 503 if the database failed, otherwise 500.

    Django calls this while it handles the exception, also for one that a middleware
    raised: the one that reads the session may be the first to miss the database.
    """
    problems = list(and_causes(sys.exception()))
    if any(isinstance(problem, GAVE_UP_WAITING) for problem in problems):
        return page(request, HTTPStatus.SERVICE_UNAVAILABLE, WAITED, retry_seconds=LOCK_SECONDS)
    if any(isinstance(problem, DATABASE_AWAY) for problem in problems):
        return page(request, HTTPStatus.SERVICE_UNAVAILABLE, retry_seconds=RETRY_SECONDS)
    return defaults.server_error(request)


def and_causes(problem: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, then its cause, then the cause of that."""
    while problem is not None:
        yield problem
        problem = problem.__cause__


def answer_anyway(
    get_response: Callable[[HttpRequest], HttpResponseBase], request: HttpRequest
) -> HttpResponseBase:
    """Return the response, or one plain sentence if even the error page fails."""
    try:
        return get_response(request)
    except Exception:
        logger.exception("No page could be made")
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return HttpResponse(NO_PAGE, content_type="text/plain; charset=utf-8", status=status)


def page(
    request: HttpRequest,
    status: HTTPStatus,
    sentence: object = None,
    *,
    retry_seconds: int | None = None,
) -> HttpResponse:
    """Make an error page without asking the database."""
    response = render(request, f"{status.value}.html", {"exception": sentence}, status=status)
    if retry_seconds is not None:
        response.headers["Retry-After"] = str(retry_seconds)
    return response
