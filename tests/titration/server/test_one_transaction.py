"""A request saves all it wrote or nothing, and PostgreSQL knows its account until it ends."""

from collections.abc import Iterator
from typing import cast

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from patients import audit
from patients.models import Account, AuditEvent, Patient
from patients.web.requests import SignedInRequest
from tests.acting import run_sql
from tests.factories import a_check
from tests.fixtures import signed_in
from titration.record.side_effects.models import SideEffectCheck
from titration.server.middleware import one_transaction
from titration.urls import urlpatterns as of_the_product

WHO = "SELECT current_user || ' ' || current_setting('app.account_id', true)"
SAID = "SELECT coalesce(current_setting(%s, true), '')"


def failing(request: SignedInRequest) -> HttpResponse:
    audit.record("sign-out", by=request.user)
    raise LookupError


def refusing(request: SignedInRequest) -> HttpResponse:
    audit.record("sign-out", by=request.user)
    raise PermissionDenied


def asking(request: HttpRequest) -> HttpResponse:
    return HttpResponse(run_sql(WHO)[0])


def in_conflict(request: SignedInRequest) -> HttpResponse:
    request.session["kept"] = "nothing"
    event = {"action": "sign-out", "account_id": request.user.pk}
    AuditEvent.objects.create(pk=AuditEvent.objects.create(**event).pk, **event)
    return HttpResponse()


def waiting_in_vain(request: HttpRequest) -> HttpResponse:
    a_check(Patient.objects.get(), asked_on="2026-01-08", by=cast(Account, request.user))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


def failing_after_a_write(request: HttpRequest) -> HttpResponse:
    a_check(Patient.objects.get(), asked_on="2026-01-08", by=cast(Account, request.user))
    raise IntegrityError


urlpatterns = [
    *of_the_product,
    path("failing/", failing),
    path("refusing/", refusing),
    path("asking/", asking),
    path("in-conflict/", in_conflict),
    path("waiting-in-vain/", waiting_in_vain),
    path("failing-after-a-write/", failing_after_a_write),
]

handler500 = "titration.server.error_pages.server_error"


@pytest.fixture
def browser(transactional_db: None, nurse: Account) -> Iterator[Client]:
    browser = signed_in(nurse)
    browser.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        yield browser


@pytest.mark.parametrize(
    ("url", "status", "kept"),
    [("/failing/", 500, 0), ("/refusing/", 403, 1), ("/in-conflict/", 409, 0)],
)
def test_a_refusal_is_saved_and_a_failure_is_rolled_back(
    url: str, status: int, kept: int, browser: Client
):
    response = browser.get(url)

    assert response.status_code == status
    assert AuditEvent.objects.count() == kept


@pytest.mark.parametrize(
    ("url", "status", "sentence"),
    [
        ("/waiting-in-vain/", 503, "Nothing was saved"),
        ("/failing-after-a-write/", 409, "Another person"),
    ],
)
def test_a_write_that_is_rolled_back_needs_no_event(
    url: str, status: int, sentence: str, browser: Client, patient: Patient
):
    response = browser.get(url)

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert not SideEffectCheck.objects.exists()


def test_the_database_knows_the_acting_account_only_during_the_request(
    browser: Client, nurse: Account
):
    assert browser.get("/asking/").content.decode() == f"titration_app {nurse.pk}"

    assert run_sql(SAID, "role") == ["none"]
    for name in ("app.account_id", "app.request_id", "app.address"):
        assert run_sql(SAID, name) == [""]


@pytest.mark.django_db
def test_what_streams_is_refused(rf: RequestFactory):
    def streaming(request: HttpRequest) -> HttpResponseBase:
        return StreamingHttpResponse(iter(()))

    with pytest.raises(RuntimeError, match="streams"):
        one_transaction(streaming)(rf.get("/"))


@pytest.mark.django_db
def test_a_deferred_constraint_is_a_conflict_too(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
):
    class Ending(transaction.Atomic):
        def __exit__(self, *_: object) -> None:
            super().__exit__(None, None, None)
            raise IntegrityError

    def ending() -> Ending:
        return Ending(connection.alias, savepoint=True, durable=False)

    monkeypatch.setattr(transaction, "atomic", ending)

    assert one_transaction(lambda _: HttpResponse())(rf.get("/")).status_code == 409
