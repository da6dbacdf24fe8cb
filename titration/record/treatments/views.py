"""Recording other treatments, and what became of one."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web import posting
from patients.web.banner import patient_banner
from patients.web.requests import SignedInRequest
from titration.record.read_back import read_back
from titration.record.treatments import actions as treatments
from titration.record.treatments.forms import TreatmentForm, UpdateTreatmentForm, as_given
from titration.record.treatments.models import Treatment


@require_http_methods(["GET", "HEAD", "POST"])
def record_treatment(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record another treatment."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_TREATMENT)
    return posting.answer(
        request,
        TreatmentForm(posting.sent(request), initial={"from_on": patient.clinic.today()}),
        action=partial(treatments.record, patient=patient, by=request.user),
        saved=partial(read_back, "treatments"),
        template="record/record.html",
        context=lambda: {
            "patient": patient_banner(patient),
            "heading": "Record other treatment",
            "submit": "Save other treatment",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def update_treatment(request: SignedInRequest, patient_id: int, treatment_id: int) -> HttpResponse:
    """Record what became of a treatment: it ended, or more is known of it."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_TREATMENT)
    treatment = get_object_or_404(Treatment.objects.of(patient), pk=treatment_id)
    record = partial(treatments.record, patient=patient, by=request.user)
    return posting.answer(
        request,
        UpdateTreatmentForm(
            posting.sent(request), kind=treatment.kind, initial=as_given(treatment)
        ),
        action=partial(record, kind=treatment.kind, updates=treatment),
        saved=partial(read_back, "treatments"),
        template="record/record.html",
        context=lambda: {
            "patient": patient_banner(patient),
            "heading": "Update treatment",
            "updated": treatment,
            "submit": "Save update",
        },
    )
