"""Marking an entry as entered in error, with or without what it was meant to say."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.forms.posted import PostedForm
from patients.models import Entry, Patient
from patients.views import posting
from patients.views.requests import SignedInRequest
from titration.actions import dose_steps, errors, side_effects
from titration.forms.dose_steps import CorrectDoseStepForm, as_typed
from titration.forms.errors import MarkInErrorForm
from titration.forms.side_effects import CorrectSideEffectForm, as_chosen
from titration.models import KINDS, DoseStep, SideEffect
from titration.presenters.entry_page import patient_banner

# A form, and the action that takes what it holds.
Answer = tuple[PostedForm, Callable[..., Any]]


@require_http_methods(["GET", "HEAD", "POST"])
def mark_in_error(
    request: SignedInRequest, patient_id: int, kind: str, entry_id: int
) -> HttpResponse:
    """Mark an entry, which stays visible and no longer counts; ``?replace=1`` records anew."""
    patient = access.open_patient(request.user, patient_id)
    if kind not in KINDS:
        raise Http404
    entries = KINDS[kind]._default_manager.select_related("recorded_by")
    entry = get_object_or_404(entries, patient=patient, pk=entry_id)
    entry.patient = patient
    access.require_marking(request.user, entry)
    replacing = kind in REPLACEMENTS and "replace" in request.GET
    form, action = (REPLACEMENTS[kind] if replacing else marking)(request, entry)
    return posting.answer(
        request,
        form,
        action=action,
        saved=lambda _: marked(patient, replaced=replacing),
        template="titration/mark_in_error.html",
        context=lambda: {
            "patient": patient_banner(patient),
            "entry": entry,
            "recorded_on": patient.clinic.day_of(entry.recorded_at),
            "replacing": replacing,
            "may_replace": kind in REPLACEMENTS,
        },
    )


def marking(request: SignedInRequest, entry: Entry) -> Answer:
    """Only mark an entry."""
    form = MarkInErrorForm(posting.sent(request))
    return form, partial(errors.mark, entry=entry, by=request.user)


def replace_dose_step(request: SignedInRequest, step: DoseStep) -> Answer:
    """Mark a dose step and record another in its place."""
    steps = DoseStep.objects.of(step.patient)
    form = CorrectDoseStepForm(
        posting.sent(request),
        is_first=not steps.live().filter(starts_on__lt=step.starts_on).exists(),
        initial=as_typed(step.doses_mg, step.phase, step.starts_on)
        | {"reason": step.reason, "note": step.note, "already_taking": step.already_taking}
        | {"seen": DoseStep.objects.edition(step.patient)},
    )
    record = partial(dose_steps.record, patient=step.patient, by=request.user)
    return form, partial(record, corrects=step)


def replace_side_effect(request: SignedInRequest, effect: SideEffect) -> Answer:
    """Mark a side effect and record another in its place."""
    form = CorrectSideEffectForm(posting.sent(request), initial=as_chosen(effect))
    record = partial(side_effects.record, patient=effect.patient, by=request.user)
    return form, partial(record, corrects=effect)


REPLACEMENTS: dict[str, Callable[[SignedInRequest, Any], Answer]] = {
    "dose-steps": replace_dose_step,
    "side-effects": replace_side_effect,
}


def marked(patient: Patient, *, replaced: bool) -> posting.Saved:
    """Say what happened to the entry."""
    sentence = "Marked as entered in error. It stays visible and no longer counts."
    if replaced:
        sentence = "Marked as entered in error, and recorded anew. The old entry stays visible."
    return posting.Saved(sentence, reverse("patient-chart", args=[patient.pk]))
