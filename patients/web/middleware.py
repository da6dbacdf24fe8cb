"""Identify each request and its account, and require an audit event for patients' data."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.db import connection
from django.http import HttpRequest, HttpResponse

from patients import audit
from patients.database.acting_account import act_as
from patients.models import Entry, Patient
from patients.web.client_address import client_address

GetResponse = Callable[[HttpRequest], HttpResponse]

SUCCESSES = range(200, 300)
ERRORS = range(400, 500)
WRITING = ("INSERT", "UPDATE", "DELETE")


def identify_request(get_response: GetResponse) -> GetResponse:
    """Give every audit event of a request the request's id and its network address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # The same request, with the same lists of what is audited.
        audited = replace(audit.current_request(), address=client_address(request))
        with audit.during_request(audited):
            return get_response(request)

    return middleware


def set_acting_account(get_response: GetResponse) -> GetResponse:
    """Tell PostgreSQL which account is acting, before anything about a patient is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        act_as(request.user)
        return get_response(request)

    return middleware


def require_audit_event(get_response: GetResponse) -> GetResponse:
    """Refuse a response that used patient data without writing an audit event.

    It watches the SQL statements, so that no view can forget to take part. A write always
    needs an event. A read needs one if the response is a success, or an error page at a
    patient's address. If the address names a patient, an event has to name the same one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        watch = StatementWatch()
        with connection.execute_wrapper(watch):
            response = get_response(request)
        address = request.resolver_match.kwargs if request.resolver_match else {}
        patient_id = address.get("patient_id")
        shows = response.status_code in SUCCESSES or (patient_id and response.status_code in ERRORS)
        writes = watch.has_seen_a_write and not is_taken_back(response)
        if writes or (watch.has_seen_a_read and shows):
            refuse_without_event(patient_id)
        return response

    return middleware


def is_taken_back(response: HttpResponse) -> bool:
    """True if everything that the request wrote will be rolled back."""
    return response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or (
        connection.in_atomic_block and connection.get_rollback()
    )


def refuse_without_event(patient_id: int | None) -> None:
    """Raise ``NotOnRecord``, which undoes the request, if it wrote no audit event of its own.

    ``patient_id`` is the patient whom the address names; an event has to name them.
    """
    audited = audit.current_request()
    if not audited.actions or (patient_id and patient_id not in audited.patient_ids):
        raise audit.NotOnRecord


class StatementWatch:
    """Notices if statements read a table with patients' rows, or write one."""

    has_seen_a_read = False
    has_seen_a_write = False

    def __call__(self, execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        result = execute(sql, *arguments)  # a statement that fails is not counted
        if str(sql).lstrip().startswith(WRITING):
            self.has_seen_a_write |= any(table in str(sql) for table in tables_of_record())
        elif not self.has_seen_a_read:
            self.has_seen_a_read = any(table in str(sql) for table in tables_of_patients())
        return result


@lru_cache
def tables_of_patients() -> frozenset[str]:
    """The names to look for in statements: each table whose rows belong to a patient.

    For a package other than ``patients`` the prefix of its tables, which its functions
    have too.
    """
    return frozenset(
        model._meta.db_table
        if model._meta.app_label == Patient._meta.app_label
        else f"{model._meta.app_label}_"
        for model in apps.get_models()
        if model is Patient or any(f.related_model is Patient for f in model._meta.fields)
    )


@lru_cache
def tables_of_record() -> frozenset[str]:
    """The tables of patients and of entries, without those derived from them."""
    return frozenset(
        model._meta.db_table for model in apps.get_models() if issubclass(model, (Patient, Entry))
    )
