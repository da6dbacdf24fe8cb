"""The patient chart."""

import uuid
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from patients import access
from patients.forms.posted import PostedForm
from patients.models import Patient
from patients.views.requests import SignedInRequest
from titration.forms.chart_options import ChartOptionsForm
from titration.forms.dose_steps import DoseStepForm, as_typed
from titration.forms.side_effects import SideEffectForm
from titration.presenters.chart import ChartPage, chart_page
from titration.presenters.entry_page import patient_banner
from titration.presenters.in_page_form import filled
from titration.presenters.instants import clinic_time

SPANS = (("3m", "3 months"), ("12m", "12 months"), ("all", "All"))


@require_safe
def patient_chart(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """One patient's titration history, drawn, listed and compared with the article."""
    patient = access.open_patient(request.user, patient_id)
    options = ChartOptionsForm(request.GET, patient)
    if "known_at" in options.errors:
        return no_such_instant(request, patient, options)
    span, show_all, known_at = options.span_asked_for, options.is_for_all, options.instant
    page = chart_page(patient, request.user, span=span, show_all=show_all, known_at=known_at)
    context = {
        "page": page,
        "known_at_text": known_at and clinic_time(known_at, patient.clinic.time_zone),
        "patient": page.patient,
        "span": span,
        "spans": SPANS,
        "show_all": show_all,
        **in_page_forms(page),
    }
    return render(request, "titration/patient_chart.html", context)


def no_such_instant(
    request: SignedInRequest, patient: Patient, options: ChartOptionsForm
) -> HttpResponse:
    """Ask again for the instant, instead of showing another one unasked."""
    context = {"patient": patient_banner(patient), "form": options}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "titration/known_at.html", context, status=status)


def in_page_forms(page: ChartPage) -> dict[str, Any]:
    """What the forms hidden in the page need, so that they open without waiting."""
    dose = as_typed(page.current_doses_mg, page.current_phase, page.today)
    effect = {"onset_on": page.today, "reported_on": page.today}
    return {
        "tokens": [uuid.uuid4() for _ in range(3)],
        "dose_fields": dose_fields(is_first=page.is_first_dose),
        "dose_values": filled(dose),
        "effect_fields": effect_fields(),
        "effect_values": filled(effect),
    }


@lru_cache
def dose_fields(*, is_first: bool) -> str:
    """The fields for a dose step, drawn once: they are the same for every patient."""
    return fields_of(DoseStepForm(is_first=is_first))


@lru_cache
def effect_fields() -> str:
    """The fields for a side effect, drawn once."""
    return fields_of(SideEffectForm())


def fields_of(form: PostedForm) -> str:
    """A form's visible fields as markup, escaped by their templates."""
    markup: str = render_crispy_form(form)
    return mark_safe(markup)  # noqa: S308
