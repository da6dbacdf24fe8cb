"""How a flag was computed."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.views.requests import SignedInRequest
from titration.forms.chart_options import ChartOptionsForm
from titration.presenters.computed_flag import computed_flag_page


@require_safe
def computed_flag(
    request: SignedInRequest, patient_id: int, code: str, since: date
) -> HttpResponse:
    """The inputs, the arithmetic and the statement of a flag, as known now or at an instant."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        raise Http404
    page = computed_flag_page(patient, code, since, options.instant)
    if not page.flags:
        raise Http404
    return render(request, "titration/computed_flag.html", {"page": page, "patient": page.patient})
