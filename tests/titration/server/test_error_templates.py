"""Error pages: a plain sentence and a way on, even with no database and no context."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

from titration.server import error_pages as problems

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(path.name for path in TEMPLATES.glob("[45][0-9][0-9]*.html"))


@pytest.fixture
def request_with_a_session(rf: RequestFactory) -> HttpRequest:
    """A request with a session whose account is not read from the database yet."""
    request = rf.get("/no-such-page/")
    request.session = SessionStore("0" * 32)
    AuthenticationMiddleware(defaults.server_error).process_request(request)
    return request


def test_every_refusal_has_its_page() -> None:
    statuses = {400, 403, 404, 409, 411, 413, 429, 500, 503}
    others = {"403_csrf.html", "503_unconfirmed.html"}
    assert {f"{status}.html" for status in statuses} | others == set(PAGES)
    assert all(HTTPStatus(status) for status in statuses)


@pytest.mark.parametrize("page", PAGES)
def test_each_needs_no_context_and_offers_a_way_on(page: str) -> None:
    text = render_to_string(page)

    assert text.count("<h1") == 1
    assert f'href="{reverse("worklist")}">Go to the start page</a>' in text


@pytest.mark.parametrize("page", PAGES)
def test_each_is_shown_without_asking_the_database(
    page: str, request_with_a_session: HttpRequest
) -> None:
    assert "Go to the start page" in render_to_string(page, request=request_with_a_session)


@pytest.mark.parametrize("page", ["403.html", "409.html", "503.html"])
def test_the_sentence_of_a_refusal_is_shown(page: str) -> None:
    sentence = "Dose steps are recorded by neurologists of the clinic."

    assert sentence in render_to_string(page, {"exception": sentence})


def test_django_shows_these_pages(request_with_a_session: HttpRequest) -> None:
    refused = problems.permission_denied(request_with_a_session, PermissionDenied("Not <yours>."))
    missing = problems.page_not_found(request_with_a_session, Http404("patient 7 of clinic 2"))
    broken = problems.server_error(request_with_a_session)

    assert "Not &lt;yours&gt;." in refused.content.decode()
    assert "Page not found" in missing.content.decode()
    assert "patient 7" not in missing.content.decode()
    assert "Something went wrong" in broken.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_gets_the_page(client: Client) -> None:
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
    assert "no-such-page" not in response.content.decode()
