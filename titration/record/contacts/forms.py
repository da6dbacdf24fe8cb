"""The forms that record and correct a contact that was tried."""

import uuid
from datetime import date
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Field, Layout

from patients.web.fields import DayField, NoteField, OneOfField
from patients.web.posted_form import ValuesForm
from titration.record.contacts.models import Contact, ContactOutcome
from titration.record.corrections.forms import CorrectionForm


class ContactValues(TypedDict):
    """What ``contacts.record`` takes from a form."""

    form_token: uuid.UUID
    contacted_on: date
    outcome: str
    call_again_on: date | None
    note: str


class ContactForm(ValuesForm[ContactValues]):
    """A contact that was tried."""

    ID_PREFIX: ClassVar = "contact"

    outcome = OneOfField(ContactOutcome.choices, missing="Choose what came of the contact.")
    contacted_on = DayField(label="Contacted", help_text="")
    call_again_on = DayField(label="Call again on (optional)", required=False, help_text="")
    note = NoteField(label="Note (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        plan = Field("call_again_on", data_ahead=True)
        days = Div("contacted_on", plan, "note", css_class="field-row")
        self.helper.layout = Layout("outcome", days)


class CorrectContactForm(CorrectionForm, ContactForm):
    """A contact in place of one entered in error, with the reason."""


def initial_values(contact: Contact) -> dict[str, Any]:
    """Return the fields' values for a recorded contact."""
    names = ("outcome", "contacted_on", "call_again_on", "note")
    return {name: getattr(contact, name) for name in names}
