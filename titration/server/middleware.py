"""What holds for every answer: its headers, its line in the log, and a page for each problem."""

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
from titration.server import error_pages, health, request_log

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
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "bluetooth",
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
LONGEST_NUMBER = 20  # digits; Python refuses to read one of thousands
UTF_8 = ("utf-8", "utf8")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)


def security_headers(get_response: GetResponse) -> GetResponse:
    """Outermost middleware: every header that tells a browser what to refuse, on every response.

    Django's own two are asked for theirs here: in their places further in, they are passed
    over when they, or what stands around them, answer with an error.
    Only static files may be kept by a browser or a proxy: on a shared
    workstation the back button must not bring a chart back after sign-out.
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
    """Answer whatever happens, and leave one line in the log for each answer.

    A static file's is not worth a line. A line tells the pattern of the address, never
    the address, which may hold anything. The request gets its id here.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        asker = audit.Asker(uuid.uuid4(), None)
        with audit.asked_by(asker), request_log.within_request(str(asker.request_id)):
            response = error_pages.answer_anyway(get_response, request)
            if not isinstance(response, WhiteNoiseFileResponse):
                logger.info("answered", extra=log_fields(request, response.status_code, began))
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
    """The status to refuse a body with; ``None`` where it may be read."""
    if "HTTP_TRANSFER_ENCODING" in request.META:  # in pieces, of which the last may never come
        return HTTPStatus.LENGTH_REQUIRED
    length = str(request.META.get("CONTENT_LENGTH", ""))
    if length.isdecimal() and int(length[:LONGEST_NUMBER]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    charset = (request.content_params or {}).get("charset", "utf-8")
    return None if charset.lower() in UTF_8 else HTTPStatus.BAD_REQUEST


def read_as_utf_8(request: HttpRequest) -> None:
    """Read the form and the address of a request as UTF-8, under whatever name it asked for it.

    Django knows UTF-8 under one name only. It reads the address as was asked before it
    takes another encoding, unless it was read: what was asked for may be no text at all.
    """
    request.GET = QueryDict()
    request.encoding = "utf-8"


def log_fields(request: HttpRequest, status: int, began: float) -> dict[str, object]:
    """What the log is told of an answer; ``began`` is from ``time.perf_counter``."""
    # Not request.user: that would ask a database which may be what failed.
    account = getattr(request, "_cached_user", None)
    return {
        "account_id": account.pk if account else None,
        "method": request.method if request.method in METHODS else "other",
        "route": request.resolver_match.route if request.resolver_match else None,
        "status": status,
        "duration_ms": round((time.perf_counter() - began) * 1000),
    }


def answer_health_checks(get_response: GetResponse) -> GetResponse:
    """Answer a load balancer before a session, a host name or TLS is asked for."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        return HEALTH.get(request.path_info, get_response)(request)

    return respond


def one_transaction(get_response: GetResponse) -> GetResponse:
    """Save all that a request wrote, or nothing.

    A refusal is kept, for its audit event is. What failed is taken back, and no
    statement follows: the session is not saved after a 500 either.
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
        except IntegrityError as problem:  # of a constraint that waits for the end
            return error_pages.conflict_page(request, problem)

    return respond


class ErrorPages:
    """Turn what a view raised into a page that says what happened, where there is one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return error_pages.page_for(request, problem)
