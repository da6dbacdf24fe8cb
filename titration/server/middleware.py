"""Middleware for every response: headers, a line in the log, and a page for each error."""

import logging
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from whitenoise.middleware import WhiteNoiseFileResponse

from patients import audit
from titration.server import error_pages, health, metrics, request_log
from titration.server.readiness import LastAnswer

GetResponse = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# Only those that Chromium knows: it logs an error on every page for any other.
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
HEALTH = {"/health/live": health.live, "/health/ready": health.ready}
LONGEST_NUMBER = 20  # digits; Python refuses to parse thousands of them
UTF_8 = ("utf-8", "utf8")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)


def security_headers(get_response: GetResponse) -> GetResponse:
    """Outermost middleware: set the headers that protect the reader, on every response.

    It also sets the headers of two of Django's middlewares: in their places further in, they
    set none when they, or a middleware around them, answer with an error.
    Browsers and proxies may cache static files only: on a shared workstation the back
    button must not bring a chart back after sign-out.
    """
    of_django = (XFrameOptionsMiddleware(get_response), SecurityMiddleware(get_response))

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        if not isinstance(response, WhiteNoiseFileResponse):
            response.headers["Cache-Control"] = "no-store"
        for middleware in of_django:
            response = middleware.process_response(request, cast(HttpResponse, response))
        return response

    return respond


def log_request(get_response: GetResponse) -> GetResponse:
    """Give the request an id, answer even if an error page fails, and log one line.

    A static file gets no line. A line holds the pattern of the address, never the
    address itself, in which a person may have typed anything.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        audited = audit.AuditedRequest(uuid.uuid4(), None)
        with audit.during_request(audited), request_log.within_request(str(audited.request_id)):
            response = error_pages.answer_anyway(get_response, request)
            if not isinstance(response, WhiteNoiseFileResponse):
                logger.info("answered", extra=log_fields(request, response.status_code, began))
                count_answer(request, response.status_code, began, audited.refused)
        return response

    return respond


def refuse_unreadable_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse a body that is too long or not in UTF-8, before anything reads it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        status = refusal_status(request)
        if "charset" in (request.content_params or {}):
            read_as_utf_8(request)
        return get_response(request) if status is None else error_pages.page(request, status)

    return respond


def refusal_status(request: HttpRequest) -> HTTPStatus | None:
    """Return the status with which to refuse a body; ``None`` if it may be read."""
    if "HTTP_TRANSFER_ENCODING" in request.META:  # in chunks, of which the last may never come
        return HTTPStatus.LENGTH_REQUIRED
    length = str(request.META.get("CONTENT_LENGTH", ""))
    if length.isdecimal() and int(length[:LONGEST_NUMBER]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    charset = (request.content_params or {}).get("charset", "utf-8")
    return None if charset.lower() in UTF_8 else HTTPStatus.BAD_REQUEST


def read_as_utf_8(request: HttpRequest) -> None:
    """Make Django read the form and the address of a request as UTF-8.

    Django knows UTF-8 by the name ``utf-8`` only, and before it accepts another encoding it
    reads the address in the charset that the request names, which may not exist. With
    ``request.GET`` set already it does not.
    """
    request.GET = QueryDict()
    request.encoding = "utf-8"


def log_fields(request: HttpRequest, status: int, began: float) -> dict[str, object]:
    """Return the fields of a response's log line; ``began`` is from ``time.perf_counter``."""
    # Not request.user: it would ask the database, which may be what failed.
    account = getattr(request, "_cached_user", None)
    return {
        "account_id": account.pk if account else None,
        "method": request.method if request.method in METHODS else "other",
        "route": request.resolver_match.route if request.resolver_match else None,
        "status": status,
        "duration_ms": round((time.perf_counter() - began) * 1000),
    }


def count_answer(request: HttpRequest, status: int, began: float, refused: list[str]) -> None:
    """Count a response, if anything is counted, by the pattern of its address."""
    meters = metrics.meters()
    if meters is None:
        return
    if request.resolver_match:
        route = request.resolver_match.route
    else:
        route = request.path_info[1:] if request.path_info in HEALTH else "no address"
    meters.note_answer(
        route=route,
        method=request.method if request.method in METHODS else "other",
        status=status,
        seconds=time.perf_counter() - began,
        refused=refused,
    )


def answer_health_checks(get_response: GetResponse) -> GetResponse:
    """Answer a load balancer before any check of session, host name or TLS."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        return HEALTH.get(request.path_info, get_response)(request)

    return respond


def refuse_another_version(get_response: GetResponse) -> GetResponse:
    """Answer 503 while the database is of another version than this program.

    A newer version may have migrated it since this process started, and what a page then reads
    or writes is not what this program means. Every five seconds at most a request asks.
    """
    last = LastAnswer()

    def respond(request: HttpRequest) -> HttpResponseBase:
        if last.of_another_version():
            return error_pages.being_updated(request)
        return get_response(request)

    return respond


def one_transaction(get_response: GetResponse) -> GetResponse:
    """Save all that a request wrote, or nothing.

    What a refused request (4xx) wrote is kept, because that is its audit event. After a
    500 everything is rolled back and no statement follows, so the session is not saved.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        try:
            with transaction.atomic():
                response = get_response(request)
                if response.streaming:
                    raise RuntimeError("A response that streams is read after its transaction.")
                if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    transaction.set_rollback(True)
                return response
        except IntegrityError as problem:  # from a deferred constraint, checked at the end
            return error_pages.conflict_page(request, problem)

    return respond


class ErrorPages:
    """Answer an exception that a view raised with its error page, if it has one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return error_pages.page_for(request, problem)
