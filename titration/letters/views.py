"""Shows the summary and the patient's schedule, each as a page and as a PDF."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from patients import access
from patients.models import Patient
from patients.web.requests import SignedInRequest
from titration.chart.drawing import Frame
from titration.chart.drawing_width import frame_for
from titration.chart.forms import ChartOptionsForm
from titration.chart.views import no_such_instant
from titration.letters import pdf
from titration.letters.forms import TabletsForm
from titration.letters.schedule import ChosenTablets, schedule, version_text
from titration.letters.summary import summary
from titration.reading.banner import recorded_banner
from titration.reading.recorded import read

WIDEST_ON_SCREEN = 860  # px, as wide as ``.letter`` in ``static/css/letters.css``


@require_safe
def patient_summary(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Show all of a patient's chart as it is printed, as known now or at an instant."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        return no_such_instant(request, patient, options)
    frame = Frame.fitting(min(frame_for(request).width, WIDEST_ON_SCREEN))
    shown = summary(patient, request.user, frame=frame, known_at=options.instant)
    context = {"summary": shown, "patient": shown.chart.patient}
    return render(request, "letters/summary.html", context)


@require_safe
def patient_summary_pdf(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Print the summary."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        return no_such_instant(request, patient, options)
    shown = summary(patient, request.user, known_at=options.instant)
    context = {"summary": shown, "patient": shown.chart.patient}
    return printed(request, patient, "summary", context, query=shown.chart.lists.keeps)


@require_safe
def patient_schedule(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Show the patient's schedule, and ask which tablets it counts."""
    patient = access.open_patient(request.user, patient_id)
    form = TabletsForm(request.GET)
    context = schedule_context(patient, form)
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "letters/schedule.html", context, status=status)


@require_safe
def patient_schedule_pdf(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Print the schedule; lead to its page where there is none to print."""
    patient = access.open_patient(request.user, patient_id)
    form = TabletsForm(request.GET)
    context = schedule_context(patient, form)
    if not context["schedule"]:
        page = reverse("patient-schedule", args=[patient_id])
        return redirect(f"{page}?{request.META['QUERY_STRING']}")
    return printed(request, patient, "schedule", context, query=form.as_query)


def schedule_context(patient: Patient, form: TabletsForm) -> dict[str, Any]:
    """Return what both templates of the schedule show.

    There is no schedule for tablets that do not exist, without a regimen, and after care ended.
    """
    recorded, today = read(patient), patient.clinic.today()
    has_sheet = form.is_valid() and recorded.end_of_care is None
    chosen = ChosenTablets(form.strengths_mg, form.may_halve) if has_sheet else ChosenTablets()
    version = version_text(recorded, patient.clinic, today)
    return {
        "form": form,
        "patient": recorded_banner(patient, recorded, today),
        "contact": patient.clinic.contact,
        "schedule": schedule(recorded, today, chosen, version=version) if has_sheet else None,
    }


def printed(
    request: SignedInRequest, patient: Patient, what: str, context: dict[str, Any], *, query: str
) -> HttpResponse:
    """Answer with the PDF of a letter, on record as a print, or say why there is none."""
    context |= {"is_synthetic": settings.IS_DEMO}
    document = render_to_string(f"letters/{what}_paper.html", context, request)
    try:
        made = pdf.pdf_of(document)
    except pdf.NoPdf as problem:
        page = f"{reverse(f'patient-{what}', args=[patient.pk])}?{query}"
        refused = {"exception": str(problem), "page": page, "keeps_navigation": True}
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return render(request, "letters/no_pdf.html", refused, status=status)
    access.record_print(request.user, patient, what)
    name = content_disposition_header(
        as_attachment=False, filename=f"{what}-{patient.record_number}.pdf"
    )
    return HttpResponse(made, "application/pdf", headers={"Content-Disposition": name or "inline"})
