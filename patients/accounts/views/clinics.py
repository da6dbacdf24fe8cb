"""The settings of the clinics that the reader is an admin of."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from patients import access
from patients.access import Right
from patients.accounts.actions import clinics
from patients.accounts.forms.clinics import ClinicForm
from patients.accounts.views.administering import clinics_run_by
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest


@require_safe
def list_clinics(request: SignedInRequest) -> HttpResponse:
    """Show each clinic's name, time zone and contact."""
    return render(request, "accounts/clinics.html", {"clinics": clinics_run_by(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def change_clinic(request: SignedInRequest, clinic_id: int) -> HttpResponse:
    """Change a clinic's name, time zone and contact."""
    clinic = access.open_clinic(request.user, clinic_id, Right.ADMINISTER)
    recorded = {
        "name": clinic.name,
        "time_zone": clinic.time_zone,
        "contact": clinic.contact,
        "seen": clinics.edition(clinic),
    }
    form = ClinicForm(sent(request), initial=recorded)
    if form.is_valid():
        try:
            changed = clinics.change(clinic=clinic, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, f"The settings of {changed} are saved.", reverse("clinics"))
    return form_page(request, "accounts/change_clinic.html", form, clinic=clinic)
