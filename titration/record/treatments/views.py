"""Pages that record and correct other treatments."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.read_back import read_back
from titration.record.treatments import actions as treatments
from titration.record.treatments.forms import (
    CorrectTreatmentForm,
    TreatmentForm,
    initial_values,
)
from titration.record.treatments.models import Treatment


@require_http_methods(["GET", "HEAD", "POST"])
def record_treatment(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record another treatment."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_TREATMENT)
    form = TreatmentForm(sent(request), initial={"from_on": patient.clinic.today()})
    if form.is_valid():
        try:
            treatment = treatments.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, treatment)
    words = {"heading": "Record other treatment", "submit": "Save other treatment"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


def correct_treatment(request: SignedInRequest, treatment: Treatment) -> HttpResponse:
    """Mark another treatment and record one in its place."""
    form = CorrectTreatmentForm(sent(request), initial=initial_values(treatment))
    return correct_entry(
        request, treatment, form, partial(treatments.record, patient=treatment.patient)
    )
