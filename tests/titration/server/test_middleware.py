"""Every response carries the security headers, even where a middleware fails."""

from collections.abc import Callable
from contextlib import closing

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings

from titration.server import error_pages

SAID = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGE, MISSING, STATIC = "/", "/no-such-page/", "/static/css/tokens.css"


def headers_of(client: Client, path: str) -> dict[str, str]:
    with closing(client.get(path)) as response:
        return dict(response.headers)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [PAGE, MISSING, STATIC])
def test_every_response_carries_the_headers(client: Client, path: str):
    headers = headers_of(client, path)

    assert SAID.items() <= headers.items()
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_the_redirect_to_tls_carries_them_too(client: Client):
    headers = headers_of(client, PAGE)

    assert headers["Location"] == f"https://testserver{PAGE}"
    assert SAID.items() <= headers.items()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "may_be_kept"),
    [(PAGE, False), (MISSING, False), ("/static/no-such-file.css", False), (STATIC, True)],
)
def test_only_static_files_may_be_cached(client: Client, path: str, may_be_kept: bool):
    cache_control = headers_of(client, path)["Cache-Control"]

    assert (cache_control != "no-store") is may_be_kept


FAILURES = {
    RuntimeError: 500,
    OperationalError: 503,
    SuspiciousOperation: 400,
    PermissionDenied: 403,
    Http404: 404,
}
# The middleware for the headers, and that for the log's line.
OUTERMOST = (
    "titration.server.middleware.security_headers",
    "titration.server.middleware.log_request",
)


def failing_with(
    kind: type[Exception],
) -> Callable[[Callable[[HttpRequest], HttpResponse]], Callable[[HttpRequest], HttpResponse]]:
    """Make a middleware that fails at every request."""

    def middleware(
        get_response: Callable[[HttpRequest], HttpResponse],
    ) -> Callable[[HttpRequest], HttpResponse]:
        def respond(request: HttpRequest) -> HttpResponse:
            raise kind

        return respond

    return middleware


def answer_of_failing(
    place: int, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, dict[str, str], str]:
    """Return the answer's status, headers and page if a middleware fails at a place in the list."""
    monkeypatch.setattr(f"{__name__}.failing", failing_with(kind), raising=False)
    middleware = list(settings.MIDDLEWARE)
    middleware.insert(place, f"{__name__}.failing")
    with override_settings(MIDDLEWARE=middleware):
        response = Client(raise_request_exception=False).get(PAGE)
    return response.status_code, dict(response.headers), response.content.decode()


def test_headers_and_log_line_come_first_in_the_list():
    assert tuple(settings.MIDDLEWARE[:2]) == OUTERMOST


@pytest.mark.django_db
@pytest.mark.parametrize("place", range(len(OUTERMOST), len(settings.MIDDLEWARE) + 1))
@pytest.mark.parametrize(("kind", "status"), FAILURES.items())
def test_headers_and_log_line_are_written_wherever_a_middleware_fails(
    place: int,
    kind: type[Exception],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    answered, headers, page = answer_of_failing(place, kind, monkeypatch)

    assert answered == status
    assert "Go to the start page" in page
    assert SAID.items() <= headers.items()
    lines = [record for record in caplog.records if record.getMessage() == "answered"]
    assert [vars(line)["status"] for line in lines] == [status]


@pytest.mark.django_db
def test_a_fault_in_the_error_page_is_answered_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
        raise LookupError

    monkeypatch.setattr(error_pages, "page", fail)

    status, headers, page = answer_of_failing(len(OUTERMOST), RuntimeError, monkeypatch)

    assert (status, headers["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert page.startswith("Something went wrong. The fault is ours")
    assert SAID.items() <= headers.items()
    assert [line.getMessage() for line in caplog.records].count("answered") == 1
