"""Marks an entry as entered in error, with or without another in its place."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from patients import access
from patients.models import Entry
from patients.web.posting import Refused, sent
from patients.web.requests import SignedInRequest
from titration.record.corrections import actions as corrections
from titration.record.corrections.forms import MarkInErrorForm, MarkingOptionsForm
from titration.record.corrections.pages import correction_page, redirect_after_marking
from titration.record.kinds import KINDS


@require_http_methods(["GET", "HEAD", "POST"])
def mark_in_error(
    request: SignedInRequest, patient_id: int, kind: str, entry_id: int
) -> HttpResponse:
    """Mark an entry, and record another in its place; with ``?only=1``, mark it only."""
    patient = access.open_patient(request.user, patient_id)
    if kind not in KINDS:
        raise Http404
    entries = KINDS[kind].model._default_manager.select_related("recorded_by")
    entry = get_object_or_404(entries, patient=patient, pk=entry_id)
    entry.patient = patient
    access.require_marking(request.user, entry)
    correct = KINDS[kind].correct
    options = MarkingOptionsForm(request.GET)
    if correct and not options.is_only_marking:
        return correct(request, entry)
    form = MarkInErrorForm(sent(request), initial=options.chosen)
    return only_mark(request, entry, form, may_replace=correct is not None)


def only_mark(
    request: SignedInRequest, entry: Entry, form: MarkInErrorForm, *, may_replace: bool
) -> HttpResponse:
    """Mark an entry and record nothing in its place."""
    if form.is_valid():
        try:
            corrections.mark(entry=entry, by=request.user, reason=form.reason_of_error)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return redirect_after_marking(request, entry, form)
    return correction_page(request, form, entry, may_replace=may_replace, replacing=False)
