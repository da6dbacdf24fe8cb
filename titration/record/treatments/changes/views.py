"""Pages that record and correct what became of another treatment."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.read_back import read_back
from titration.record.treatments.changes import actions as changes
from titration.record.treatments.changes.forms import (
    CorrectTreatmentChangeForm,
    TreatmentChangeForm,
    initial_values,
)
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment


@require_http_methods(["GET", "HEAD", "POST"])
def change_treatment(request: SignedInRequest, patient_id: int, treatment_id: int) -> HttpResponse:
    """Record that a treatment has another rate or detail from a day on, or ended."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_TREATMENT)
    treatment = get_object_or_404(Treatment.objects.of(patient), pk=treatment_id)
    treatment.patient = patient
    initial = {"changed_on": patient.clinic.today()}
    form = TreatmentChangeForm(sent(request), kind=treatment.kind, initial=initial)
    if form.is_valid():
        try:
            change = changes.record(treatment=treatment, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, change)
    return form_page(
        request,
        "record/change.html",
        form,
        patient=patient_banner(patient),
        heading="Record a change of a treatment",
        changed=treatment,
    )


def correct_treatment_change(request: SignedInRequest, change: TreatmentChange) -> HttpResponse:
    """Mark a change and record another in its place."""
    treatment = change.treatment
    treatment.patient = change.patient
    form = CorrectTreatmentChangeForm(
        sent(request), kind=treatment.kind, initial=initial_values(change)
    )
    return correct_entry(request, change, form, partial(changes.record, treatment=treatment))
