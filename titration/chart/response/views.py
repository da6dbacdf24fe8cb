"""Shows what was observed while each regimen held."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.web.requests import SignedInRequest
from titration.chart.forms import ChartOptionsForm
from titration.chart.response.page import response_page


@require_safe
def response(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Show ratings and side-effect days by regimen, as known now or at an instant."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        raise Http404
    page = response_page(patient, options.instant)
    return render(request, "chart/response.html", {"page": page, "patient": page.patient})
