"""Pages that record and correct notes to colleagues."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.notes import actions as notes
from titration.record.notes.forms import CorrectNoteForm, NoteForm, initial_values
from titration.record.notes.models import Note
from titration.record.read_back import read_back


@require_http_methods(["GET", "HEAD", "POST"])
def record_note(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a note to colleagues."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_NOTE)
    form = NoteForm(sent(request))
    if form.is_valid():
        try:
            note = notes.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, note)
    words = {"heading": "Record note", "submit": "Save note"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


def correct_note(request: SignedInRequest, note: Note) -> HttpResponse:
    """Mark a note and record another in its place."""
    form = CorrectNoteForm(sent(request), initial=initial_values(note))
    return correct_entry(request, note, form, partial(notes.record, patient=note.patient))
