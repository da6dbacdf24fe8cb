"""Changing what is known of a patient: details, dystonia, histories."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.models import Dystonia
from patients.web.posting import Saved, answer, sent
from patients.web.requests import SignedInRequest
from titration.registration import actions as registrations
from titration.registration.edit.forms import EditPatientForm, as_recorded
from titration.registration.edit.page import edit_page


@require_http_methods(["GET", "HEAD", "POST"])
def edit_patient(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """The patient as recorded, to be changed; what was recorded before stays listed."""
    patient = access.open_patient(request.user, patient_id, Right.REGISTER)
    dystonia = Dystonia.objects.of(patient).live().first()
    recorded = as_recorded(patient, dystonia, registrations.recorded_answers(patient))
    recorded |= {"version": patient.version, "seen": registrations.edition(patient)}
    chart = reverse("patient-chart", args=[patient.pk])
    return answer(
        request,
        EditPatientForm(sent(request), initial=recorded),
        action=partial(registrations.change, patient=patient, by=request.user),
        saved=lambda changed: Saved(f"Saved {changed}.", chart),
        template="registration/edit.html",
        context=lambda: {"page": edit_page(patient, dystonia)},
    )
