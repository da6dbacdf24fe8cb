"""The forms that record and correct what was not taken as recorded."""

import uuid
from datetime import date
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout

from patients.web.fields import DayField, NoteField, OneOfField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.intakes.models import Departure, Intake

OF_A_DOSE = [choice for choice in Departure.choices if choice[0] != Departure.NOT_AS_PLANNED]


class IntakeValues(TypedDict):
    """What ``intakes.record`` takes from a form."""

    form_token: uuid.UUID
    what: str
    from_on: date
    until_on: date | None
    note: str


class IntakeForm(ValuesForm[IntakeValues]):
    """What was not taken as recorded."""

    ID_PREFIX: ClassVar = "intake"

    what = OneOfField(OF_A_DOSE, missing="Choose what was not as recorded.")
    from_on = DayField(label="From", help_text="")
    until_on = DayField(label="Until (empty for one day)", required=False, help_text="")
    note = NoteField(label="Note (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        days = Div("from_on", "until_on", "note", css_class="field-row")
        self.helper.layout = Layout("what", days)


class CorrectIntakeForm(CorrectionForm, IntakeForm):
    """An intake in place of one entered in error, with the reason."""


def initial_values(intake: Intake) -> dict[str, Any]:
    """Return the fields' values for a recorded intake."""
    return {name: getattr(intake, name) for name in ("what", *Intake.CARE_DATES, "note")}
