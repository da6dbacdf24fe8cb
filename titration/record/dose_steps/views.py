"""Recording dose steps and correcting them, on pages of their own for use without JavaScript."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.days import day_text
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.record.corrections.pages import correct_entry
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.forms import CorrectDoseStepForm, DoseStepForm, initial_values
from titration.record.dose_steps.models import DoseStep, Phase
from titration.record.dose_steps.page import dose_step_page
from titration.record.dose_steps.wording import (
    regimen_and_sum,
    regimen_and_total,
    regimen_of,
)
from titration.record.read_back import read_back
from titration.rules import number

# What a correction opens with, beside regimen and date.
TOLD = ("reason", "decided_by", "note", "already_taking", "taking_since")


@require_http_methods(["GET", "HEAD", "POST"])
def record_dose_step(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a regimen taken from a date on; the form opens with the regimen of today."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_DOSE_STEP)
    edition = partial(DoseStep.objects.edition, patient)  # read only if the form is shown
    form = DoseStepForm(sent(request), initial={"seen": edition})
    if form.is_valid():
        try:
            step = dose_steps.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, step, words=recorded_text(step))
    page = dose_step_page(patient, form)
    form.is_first = page.is_first
    form.initial = {**form.initial, **initial_values(page.held, page.today)}
    return form_page(
        request,
        "record/dose_steps/record.html",
        form,
        page=page,
        patient=page.patient,
        beside=page.beside,
        step_of_day=page.step_of_day,
    )


def recorded_text(step: DoseStep) -> str:
    """``Recorded 5 mg, 10 mg a day = 15 mg per day (5 + 10) from 01-Feb-2026``."""
    return f"Recorded {regimen_and_sum(step)} from {day_text(step.starts_on)}"


def correct_dose_step(request: SignedInRequest, step: DoseStep) -> HttpResponse:
    """Mark a dose step and record another in its place."""
    steps = DoseStep.objects.of(step.patient)
    told = {name: getattr(step, name) for name in TOLD}
    form = CorrectDoseStepForm(
        sent(request),
        was=regimen_of(step) if step.phase != Phase.STOPPED else "stopped",
        is_first=not steps.live().filter(starts_on__lt=step.starts_on).exists(),
        initial=initial_values(step, step.starts_on)
        | told
        | {"seen": DoseStep.objects.edition(step.patient)},
    )
    return correct_entry(
        request,
        step,
        form,
        partial(dose_steps.record, patient=step.patient),
        words=recorded_text,
        show=partial(beside_correction, step, form),
    )


def beside_correction(step: DoseStep, form: CorrectDoseStepForm) -> dict[str, Any]:
    """Return what the page shows beside the form: the other steps, and what is struck out."""
    page = dose_step_page(step.patient, form, corrected=step.pk)
    return {
        "beside": page.beside,
        "step_of_day": page.step_of_day,
        "strikes": regimen_and_total(step),
        "strikes_mg": "" if step.in_words else number(step.total_mg),
    }
