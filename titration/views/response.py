"""What was observed while each regimen held."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.views.requests import SignedInRequest
from titration.forms.chart_options import ChartOptionsForm
from titration.presenters.response import response_page


@require_safe
def response(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Ratings and side-effect days by regimen, as known now or at an instant."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        raise Http404
    page = response_page(patient, options.instant)
    return render(request, "titration/response.html", {"page": page, "patient": page.patient})
