"""The forms that record and correct a note to colleagues."""

import uuid
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Layout
from django import forms

from patients.web.fields import NoteField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.notes.models import Note


class NoteValues(TypedDict):
    """What ``notes.record`` takes from a form."""

    form_token: uuid.UUID
    text: str


class NoteForm(ValuesForm[NoteValues]):
    """A note to colleagues."""

    ID_PREFIX: ClassVar = "note"

    text = NoteField(max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout("text")


class CorrectNoteForm(CorrectionForm, NoteForm):
    """A note in place of one entered in error, with the reason."""


def initial_values(note: Note) -> dict[str, Any]:
    """Return the fields' values for a recorded note."""
    return {"text": note.text}
