"""Pages that end care, reopen it, mark a duplicate, and correct each of them."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.models import Care
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.care import actions
from titration.record.care.forms import (
    CorrectDuplicateForm,
    CorrectEndForm,
    CorrectReopeningForm,
    DuplicateForm,
    EndCareForm,
    ReopenCareForm,
    initial_values,
)
from titration.record.corrections.pages import correct_entry
from titration.record.read_back import read_back


@require_http_methods(["GET", "HEAD", "POST"])
def end_care(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record that care ended, and why."""
    patient = access.open_patient(request.user, patient_id, Right.CHANGE_CARE)
    form = EndCareForm(sent(request), initial={"from_on": patient.clinic.today()})
    if form.is_valid():
        try:
            care = actions.end(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, care)
    words = {"heading": "End care", "submit": "End care"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_care(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record that the patient is under care again."""
    patient = access.open_patient(request.user, patient_id, Right.CHANGE_CARE)
    form = ReopenCareForm(sent(request), initial={"from_on": patient.clinic.today()})
    if form.is_valid():
        try:
            care = actions.reopen(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, care)
    words = {"heading": "Reopen care", "submit": "Reopen care"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


@require_http_methods(["GET", "HEAD", "POST"])
def mark_duplicate(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record that the patient is registered twice, and in which other record the clinic goes on."""
    patient = access.open_patient(request.user, patient_id, Right.CHANGE_CARE)
    form = DuplicateForm(sent(request))
    if form.is_valid():
        try:
            care = actions.mark_duplicate(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, care)
    words = {"heading": "Mark as a duplicate", "submit": "Mark as a duplicate"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


def correct_care(request: SignedInRequest, care: Care) -> HttpResponse:
    """Mark a change of care and record another of its sort in its place."""
    if care.doubles:
        return correct_duplicate(request, care)
    return correct_end(request, care) if care.is_end else correct_reopening(request, care)


def correct_end(request: SignedInRequest, care: Care) -> HttpResponse:
    """Mark an end of care and record another in its place."""
    form = CorrectEndForm(sent(request), initial=initial_values(care))
    return correct_entry(request, care, form, partial(actions.end, patient=care.patient))


def correct_reopening(request: SignedInRequest, care: Care) -> HttpResponse:
    """Mark a reopening and record another in its place."""
    form = CorrectReopeningForm(sent(request), initial=initial_values(care))
    return correct_entry(request, care, form, partial(actions.reopen, patient=care.patient))


def correct_duplicate(request: SignedInRequest, care: Care) -> HttpResponse:
    """Mark a duplicate and record another in its place: of another patient, or known otherwise."""
    form = CorrectDuplicateForm(sent(request), initial=initial_values(care))
    return correct_entry(request, care, form, partial(actions.mark_duplicate, patient=care.patient))
