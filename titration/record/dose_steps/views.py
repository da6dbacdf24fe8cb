"""Recording a dose step on a page of its own, for use without JavaScript."""

from functools import cache, partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web import posting
from patients.web.requests import SignedInRequest
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.forms import DoseStepForm, as_typed
from titration.record.dose_steps.models import DoseStep
from titration.record.dose_steps.page import DoseStepPage, dose_step_page
from titration.rules import regimen_text, sum_text


@require_http_methods(["GET", "HEAD", "POST"])
def record_dose_step(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a regimen taken from a date on."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_DOSE_STEP)
    page = cache(partial(dose_step_page, patient))  # of a form that is saved, nothing is shown
    sent = posting.sent(request)
    form = DoseStepForm(
        sent,
        is_first=lambda: page().is_first,
        was_first=DoseStep.objects.was_first,
        initial={"seen": lambda: page().edition} | (opened(page()) if sent is None else {}),
    )
    return posting.answer(
        request,
        form,
        action=partial(dose_steps.record, patient=patient, by=request.user),
        saved=saved,
        template="record/dose_steps/record.html",
        context=lambda: {"page": page(), "patient": page().patient},
    )


def opened(page: DoseStepPage) -> dict[str, Any]:
    """What a form holds as it opens: the regimen of today."""
    return as_typed(page.doses_mg, page.phase, page.today)


def saved(step: DoseStep) -> posting.Saved:
    """Read a saved step back, with the way to correct it."""
    chart = reverse("patient-chart", args=[step.patient_id])
    correct = reverse("mark-in-error", args=[step.patient_id, "dose-steps", step.pk])
    what = regimen_text(step.doses_mg)
    if len(step.doses_mg) > 1:
        what = f"{what} = {sum_text(step.doses_mg)}"
    sentence = format_html(
        'Recorded {} from {}. <a href="{}">Correct</a>', what, f"{step.starts_on:%d-%b-%Y}", correct
    )
    return posting.Saved(sentence, chart)
