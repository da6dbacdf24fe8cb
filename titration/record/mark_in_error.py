"""Marking an entry as entered in error, with or without what it was meant to say."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.models import Entry, Patient
from patients.web import posting
from patients.web.banner import patient_banner
from patients.web.requests import SignedInRequest
from titration.record.corrections import actions as errors
from titration.record.corrections.forms import MarkInErrorForm, MarkingOptionsForm
from titration.record.kind import Answer
from titration.record.kinds import KINDS


@require_http_methods(["GET", "HEAD", "POST"])
def mark_in_error(
    request: SignedInRequest, patient_id: int, kind: str, entry_id: int
) -> HttpResponse:
    """Mark an entry, which stays visible and no longer counts; ``?replace=1`` records anew."""
    patient = access.open_patient(request.user, patient_id)
    if kind not in KINDS:
        raise Http404
    correct = KINDS[kind].correct
    entries = KINDS[kind].model._default_manager.select_related("recorded_by")
    entry = get_object_or_404(entries, patient=patient, pk=entry_id)
    entry.patient = patient
    access.require_marking(request.user, entry)
    replacing = correct is not None and MarkingOptionsForm(request.GET).is_replacing
    form, action = (correct if correct and replacing else marking)(request, entry)
    return posting.answer(
        request,
        form,
        action=action,
        saved=lambda _: marked(patient, replaced=replacing),
        template="record/corrections/mark_in_error.html",
        context=lambda: {
            "patient": patient_banner(patient),
            "entry": entry,
            "recorded_on": patient.clinic.day_of(entry.recorded_at),
            "replacing": replacing,
            "may_replace": correct is not None,
        },
    )


def marking(request: SignedInRequest, entry: Entry) -> Answer:
    """Only mark an entry."""
    form = MarkInErrorForm(posting.sent(request))
    return form, partial(errors.mark, entry=entry, by=request.user)


def marked(patient: Patient, *, replaced: bool) -> posting.Saved:
    """Say what happened to the entry."""
    sentence = "Marked as entered in error. It stays visible and no longer counts."
    if replaced:
        sentence = "Marked as entered in error, and recorded anew. The old entry stays visible."
    return posting.Saved(sentence, reverse("patient-chart", args=[patient.pk]))
