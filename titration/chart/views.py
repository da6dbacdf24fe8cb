"""Shows the patient chart."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.actions import looks
from patients.models import Patient
from patients.web.instants import clinic_time
from patients.web.requests import SignedInRequest
from titration.chart.drawing_width import frame_for
from titration.chart.forms import ChartOptionsForm
from titration.chart.in_page_forms import in_page_forms
from titration.chart.lists import markup_of
from titration.chart.page import chart_page
from titration.reading.banner import patient_banner

SPANS = (("3m", "3 months"), ("12m", "12 months"), ("all", "All"))


@require_safe
def patient_chart(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Show one patient's titration history, drawn, listed and compared with the sources."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        return no_such_instant(request, patient, options)
    span, whole, known_at = options.span_asked_for, options.whole, options.instant
    page = chart_page(
        patient, request.user, span=span, frame=frame_for(request), whole=whole,
        known_at=known_at, looked_at=None if known_at else looks.note(patient, by=request.user),
    )  # fmt: skip
    context = {
        "page": page,
        "lists": page.lists,
        "below": markup_of(page.lists),
        "known_at_text": known_at and clinic_time(known_at, patient.clinic.time_zone),
        "looked_at_text": page.looked_at and clinic_time(page.looked_at, patient.clinic.time_zone),
        "patient": page.patient,
        "span": span,
        "spans": SPANS,
        "query": options.as_query,
        "forms": in_page_forms(page),
    }
    return render(request, "chart/chart.html", context)


@require_safe
def patient_drawing(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Draw the titration history for the width that the page turned out to have."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    page = chart_page(
        patient, request.user, span=options.span_asked_for, frame=frame_for(request),
        whole=options.whole, known_at=options.instant,
    )  # fmt: skip
    return HttpResponse(page.drawing)


def no_such_instant(
    request: SignedInRequest, patient: Patient, options: ChartOptionsForm
) -> HttpResponse:
    """Ask again for the instant, instead of showing the chart of another."""
    context = {"patient": patient_banner(patient), "form": options}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "chart/known_at.html", context, status=status)
