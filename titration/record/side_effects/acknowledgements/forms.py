"""The form by which a neurologist acknowledges a grave side effect."""

import uuid
from typing import ClassVar, TypedDict

from django import forms

from patients.web.fields import NoteField
from patients.web.posted_form import ValuesForm


class AcknowledgementValues(TypedDict):
    """What ``acknowledgements.acknowledge`` takes from a form."""

    form_token: uuid.UUID
    worsening: int | None
    comment: str


class AcknowledgementForm(ValuesForm[AcknowledgementValues]):
    """A comment on a side effect; ``worsening`` is the change by which it was severe, as shown."""

    ID_PREFIX: ClassVar = "acknowledge"

    comment = NoteField("comment", max_length=500, help_text="Colleagues read it with the effect.")
    worsening = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
