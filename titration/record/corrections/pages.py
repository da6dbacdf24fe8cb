"""The page on which an entry is marked, and the redirect after that."""

from django.http import HttpResponse
from django.urls import reverse

from patients.models import Entry
from patients.web.posted_form import PostedForm
from patients.web.posting import form_page, saved
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner


def correction_page(
    request: SignedInRequest,
    form: PostedForm,
    entry: Entry,
    *,
    may_replace: bool = True,
    replacing: bool = True,
) -> HttpResponse:
    """Show a form that marks an entry and, when ``replacing``, records another in its place."""
    return form_page(
        request,
        "record/corrections/mark_in_error.html",
        form,
        patient=patient_banner(entry.patient),
        entry=entry,
        parts=list(entry.parts),
        recorded_on=entry.patient.clinic.day_of(entry.recorded_at),
        may_replace=may_replace,
        replacing=replacing,
    )


def redirect_after_marking(
    request: SignedInRequest, entry: Entry, *, replaced: bool
) -> HttpResponse:
    """Redirect to the chart, which says what happened to the entry."""
    sentence = "Marked as entered in error. It stays visible and no longer counts."
    if replaced:
        sentence = "Marked as entered in error, and recorded anew. The old entry stays visible."
    return saved(request, sentence, reverse("patient-chart", args=[entry.patient_id]))
