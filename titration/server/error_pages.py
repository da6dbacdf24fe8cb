"""Error pages: each says what went wrong, and what the reader can do about it.

A signed-in reader keeps the navigation, and inside a chart the way back to it. None of
that may ask a database that may be what failed: see ``keeps_navigation``.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from psycopg2 import errors

from patients import access, audit
from patients.access import ReadTooMany, Right
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account
from patients.patient_queries import clinic_of
from patients.web.banner import Banner
from titration.reading.banner import patient_banner
from titration.server import metrics
from titration.server.postgresql.base import Unconfirmed
from titration.server.serving import OfAnotherVersion

logger = logging.getLogger(__name__)

RETRY_SECONDS, LOCK_SECONDS = 60, 5
# A standby answers queries but refuses writes, so it counts as away.
DATABASE_AWAY = (OperationalError, InterfaceError, errors.ReadOnlySqlTransaction)
GAVE_UP_WAITING = (errors.LockNotAvailable, errors.QueryCanceled)
WAITED = (
    "The database was too busy with the same record to answer in time. Nothing was saved."
    " Wait a few seconds, then try again."
)
UPDATING = (
    "Titration is being brought up to date, so nothing can be shown or saved. Wait a minute, then"
    " open the page again. If you had just sent something, look at the record before sending it"
    " again."
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
    return page(request, HTTPStatus.CONFLICT, sentence, chart_of=named_in(request))


# Django's own three views read the posted form, and fail if it cannot be read.
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Return the page for a request that could not be read."""
    return page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for what the reader may not do, with the reason.

    It names the patient at whose address it is, to a reader who may read them.
    """
    patient = patient_at(request)
    chart_of = patient.patient_id if patient else None
    return page(request, HTTPStatus.FORBIDDEN, str(exception), patient=patient, chart_of=chart_of)


def patient_at(request: HttpRequest) -> Banner | None:
    """Open the patient whom the address names, on record; ``None`` if the reader may not."""
    account, patient_id = known_account(request), named_in(request)
    clinic_id = clinic_of(patient_id) if account and patient_id else None
    if not (account and patient_id and clinic_id and access.may(account, clinic_id, Right.READ)):
        return None
    try:
        return patient_banner(access.open_patient(account, patient_id))
    except ReadTooMany:
        return None


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """Return the page for a form without a token of this session."""
    return page(request, HTTPStatus.FORBIDDEN, template="403_csrf.html")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Return the page for an address that names nothing."""
    return page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for any other exception: 503 if the database failed, otherwise 500.

    Django calls this while it handles the exception, also for one that a middleware
    raised: the one that reads the session may be the first to miss the database.
    """
    problems = list(and_causes(sys.exception()))
    if (meters := metrics.meters()) and any(isinstance(p, audit.NotOnRecord) for p in problems):
        meters.audit_failures.inc()
    if any(isinstance(problem, OfAnotherVersion) for problem in problems):
        return being_updated(request)
    if any(isinstance(problem, Unconfirmed) for problem in problems):
        return away(request, template="503_unconfirmed.html", retry_seconds=RETRY_SECONDS)
    if any(isinstance(problem, GAVE_UP_WAITING) for problem in problems):
        return away(request, WAITED, retry_seconds=LOCK_SECONDS)
    if any(isinstance(problem, DATABASE_AWAY) for problem in problems):
        return away(request, retry_seconds=RETRY_SECONDS)
    return page(request, HTTPStatus.INTERNAL_SERVER_ERROR, chart_of=named_in(request))


def away(
    request: HttpRequest, sentence: str | None = None, *, template: str = "", retry_seconds: int
) -> HttpResponse:
    """Return the page for a database that does not answer, or not in time."""
    return page(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        sentence,
        template=template,
        retry_seconds=retry_seconds,
        chart_of=named_in(request),
    )


def being_updated(request: HttpRequest) -> HttpResponse:
    """Return the page for a database that is of another version than this program."""
    return away(request, UPDATING, retry_seconds=RETRY_SECONDS)


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
    template: str = "",
    retry_seconds: int | None = None,
    patient: Banner | None = None,
    chart_of: int | None = None,
) -> HttpResponse:
    """Make an error page, with a link back to the chart of ``chart_of``, a patient's id."""
    context = {
        "exception": sentence,
        "patient": patient,
        "chart_of": chart_of,
        "keeps_navigation": keeps_navigation(request, status),
    }
    response = render(request, template or f"{status.value}.html", context, status=status)
    if retry_seconds is not None:
        response.headers["Retry-After"] = str(retry_seconds)
    return response


def keeps_navigation(request: HttpRequest, status: HTTPStatus) -> bool:
    """True for a signed-in reader whose roles are read, or can be without a further failure."""
    account = known_account(request)
    if account is None:
        return False
    can_ask = status < HTTPStatus.INTERNAL_SERVER_ERROR and not connection.needs_rollback
    return "roles" in vars(account) or can_ask


def known_account(request: HttpRequest) -> Account | None:
    """Return the account of a request if it was read already, without asking the database."""
    account = getattr(request, "_cached_user", None)
    return account if isinstance(account, Account) else None


def named_in(request: HttpRequest) -> int | None:
    """Return the id of the patient whom the address names to a signed-in reader."""
    if request.resolver_match is None or known_account(request) is None:
        return None
    patient_id: int | None = request.resolver_match.kwargs.get("patient_id")
    return patient_id
