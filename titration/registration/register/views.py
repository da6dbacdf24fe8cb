"""Registers a patient."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.actions.same_person import RegisteredAlready
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest
from titration.registration import actions as registrations
from titration.registration.page import registered
from titration.registration.register.forms import RegisterPatientForm


@require_http_methods(["GET", "HEAD", "POST"])
def register_patient(request: SignedInRequest) -> HttpResponse:
    """Register a patient, with dystonia and histories, in a clinic where the reader may."""
    clinics = access.open_clinics(request.user, Right.REGISTER)
    form = RegisterPatientForm(sent(request), clinics=clinics)
    if form.is_valid():
        try:
            patient = registrations.register(by=request.user, **form.values)
        except RegisteredAlready as refusal:
            form.ask_about(refusal.patients)
            form.show_refusal(refusal)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            chart = reverse("patient-chart", args=[patient.pk])
            return saved(request, f"Registered {patient}.", chart)
    already = registered(form.registered_already)
    return form_page(request, "registration/register.html", form, registered_already=already)
