"""Shows how a flag was computed."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.web.requests import SignedInRequest
from titration.chart.computed_flag.page import computed_flag_page
from titration.chart.forms import ChartOptionsForm


@require_safe
def computed_flag(
    request: SignedInRequest, patient_id: int, code: str, since: date
) -> HttpResponse:
    """Show inputs, arithmetic and statements of a flag, as known now or at an instant."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        raise Http404
    page = computed_flag_page(patient, code, since, options.instant)
    if not page.flags:
        raise Http404
    return render(request, "chart/computed_flag.html", {"page": page, "patient": page.patient})
