"""Corrects an entry of any kind: the page, the saving, and what is read back after it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from patients.models import Entry
from patients.web.posted_form import PostedForm, ValuesForm
from patients.web.posting import Refused, form_page, saved
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.forms import PATIENT, CorrectionForm, ReasonedForm
from titration.record.read_back import read_back

E = TypeVar("E", bound=Entry)


def recorded_text(entry: Entry) -> str:
    """``Recorded Spasm 3 of 01-Feb-2026``."""
    return f"Recorded {entry}"


def correct_entry(
    request: SignedInRequest,
    entry: E,
    form: CorrectionForm,
    record: Callable[..., E | Sequence[E]],
    *,
    words: Callable[[E], str] = recorded_text,
    show: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    """Mark an entry as entered in error and record in its place what the form holds.

    ``record`` is the action of the entry's kind. ``words`` say of the new entry that it is
    recorded. ``show`` returns what the page shows beside the form; it is called only if the
    form is shown.
    """
    if form.is_valid():
        try:
            recorded = record(
                by=request.user,
                corrects=entry,
                error_reason=form.reason_of_error,
                **cast(ValuesForm[Any], form).values,
            )
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            new = recorded if isinstance(recorded, Entry) else recorded[0]
            sentence = f"{words(new)}, in place of {entry}, which stays readable"
            return read_back(request, new, words=sentence)
    return correction_page(request, form, entry, **show())


def correction_page(
    request: SignedInRequest,
    form: PostedForm,
    entry: Entry,
    *,
    may_replace: bool = True,
    replacing: bool = True,
    **context: Any,
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
        **context,
    )


def redirect_after_marking(
    request: SignedInRequest, entry: Entry, form: ReasonedForm
) -> HttpResponse:
    """Redirect to the chart, which says what happened to the entry."""
    sentence = "Marked as entered in error. It stays visible and no longer counts."
    if form.cleaned_data["what_was_wrong"] == PATIENT:
        link = '{} <a href="{}">Find the other patient</a>'
        sentence = format_html(link, sentence, reverse("worklist"))
    return saved(request, sentence, reverse("patient-chart", args=[entry.patient_id]))
