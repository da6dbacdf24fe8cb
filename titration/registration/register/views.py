"""Registering a patient."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.models import Clinic
from patients.web.posting import Saved, answer, sent
from patients.web.requests import SignedInRequest
from titration.registration import actions as registrations
from titration.registration.register.forms import RegisterPatientForm


@require_http_methods(["GET", "HEAD", "POST"])
def register_patient(request: SignedInRequest) -> HttpResponse:
    """A new patient, with dystonia and histories, of a clinic where the reader registers."""
    clinic_ids = access.open_clinics(request.user, Right.REGISTER)
    clinics = list(Clinic.objects.filter(pk__in=clinic_ids).order_by("name"))
    return answer(
        request,
        RegisterPatientForm(sent(request), clinics=clinics),
        action=partial(registrations.register, by=request.user),
        saved=lambda patient: Saved(
            f"Registered {patient}.", reverse("patient-chart", args=[patient.pk])
        ),
        template="registration/register.html",
        context=dict,
    )
