"""Audit events carry their request and address, and no clinical words."""

import uuid

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from patients import audit
from patients.models import Account, AuditEvent, Patient
from patients.web.middleware import identify_request

pytestmark = pytest.mark.django_db


def test_the_events_of_one_request_share_its_id_and_address(rf: RequestFactory):
    def view(request: HttpRequest) -> HttpResponse:
        audit.record("read", by=None)
        audit.record("list", by=None)
        return HttpResponse()

    identify_request(view)(rf.get("/", REMOTE_ADDR="192.0.2.7"))
    identify_request(view)(rf.get("/", REMOTE_ADDR="192.0.2.8"))

    told = AuditEvent.objects.order_by("pk").values_list("request_id", "address")
    first, again, second, _ = told
    assert first == again
    assert first[0] != second[0]
    assert [first[1], second[1]] == ["192.0.2.7", "192.0.2.8"]


def test_a_failed_request_leaves_its_id_to_no_later_event(rf: RequestFactory):
    def fails(request: HttpRequest) -> HttpResponse:
        raise LookupError

    with pytest.raises(LookupError):
        identify_request(fails)(rf.get("/", REMOTE_ADDR="192.0.2.7"))
    audit.record("read", by=None)

    assert AuditEvent.objects.get().address is None


def test_outside_a_request_each_event_stands_alone():
    audit.record("read", by=None)
    audit.record("read", by=None)

    first, second = AuditEvent.objects.all()
    assert first.request_id != second.request_id


def test_a_request_from_nowhere_has_no_address(rf: RequestFactory):
    def view(request: HttpRequest) -> HttpResponse:
        audit.record("read", by=None)
        return HttpResponse()

    identify_request(view)(rf.get("/", REMOTE_ADDR=""))

    assert AuditEvent.objects.get().address is None


def test_an_event_names_its_object_by_kind_and_number(nurse: Account, patient: Patient):
    audit.record("register", by=nurse, about=patient)

    event = AuditEvent.objects.get()
    assert (event.account_id, event.object_type, event.object_id) == (
        nurse.pk,
        "patient",
        patient.pk,
    )


def test_an_event_stays_when_its_object_is_gone():
    with audit.during_request(audit.AuditedRequest(uuid.uuid4(), None)):
        audit.record("read", by=Account(pk=10**9), clinic_id=10**9, patient_ids=[10**9])

    event = AuditEvent.objects.get()
    assert (event.account_id, event.clinic_id, event.patient_ids) == (10**9, 10**9, [10**9])


def test_an_event_has_no_field_for_a_clinical_word():
    kinds = {field.name: field.get_internal_type() for field in AuditEvent._meta.fields}
    words = {name for name, kind in kinds.items() if kind in {"CharField", "TextField"}}

    assert words == {"action", "outcome", "object_type"}
