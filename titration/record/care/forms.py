"""The forms that end care, reopen it, mark a duplicate, and correct each of them."""

import uuid
from datetime import date
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout

from patients.models import Care, EndReason
from patients.web.fields import DayField, IdentifyingField, NoteField, OneOfField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm


class ReopenCareValues(TypedDict):
    """What ``care.reopen`` takes from a form."""

    form_token: uuid.UUID
    from_on: date
    note: str


class EndCareValues(ReopenCareValues):
    """What ``care.end`` takes from a form."""

    reason: str


class DuplicateValues(TypedDict):
    """What ``care.mark_duplicate`` takes from a form."""

    form_token: uuid.UUID
    record_number: str
    note: str


END_REASONS = [(value, label) for value, label in EndReason.choices if value != EndReason.DUPLICATE]
DAY_AND_NOTE = Div("from_on", "note", css_class="field-row")


class EndCareForm(ValuesForm[EndCareValues]):
    """When care ended, and why."""

    ID_PREFIX: ClassVar = "care"

    from_on = DayField(label="Ended on", help_text="Today or earlier, for example 06-Nov-2025")
    reason = OneOfField(END_REASONS, label="Because", missing="Choose why care ended.")
    note = NoteField(label="Note (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout("reason", DAY_AND_NOTE)


class ReopenCareForm(ValuesForm[ReopenCareValues]):
    """From when the patient is under care again."""

    ID_PREFIX: ClassVar = "care"

    from_on = DayField(
        label="Under care again from", help_text="Today or earlier, for example 06-Nov-2025"
    )
    note = NoteField(label="Note (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout(DAY_AND_NOTE)


class DuplicateForm(ValuesForm[DuplicateValues]):
    """Of which patient this one is a duplicate, and how one knows."""

    ID_PREFIX: ClassVar = "duplicate"

    record_number = IdentifyingField(
        "record number",
        max_length=30,
        label="Record number of the other record",
        help_text="The one in which the clinic goes on",
    )
    note = NoteField("reason", label="How it is known that they are one person", max_length=500)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout("record_number", "note")


class CorrectEndForm(CorrectionForm, EndCareForm):
    """An end of care in place of one entered in error, with the reason."""


class CorrectReopeningForm(CorrectionForm, ReopenCareForm):
    """A reopening in place of one entered in error, with the reason."""


class CorrectDuplicateForm(CorrectionForm, DuplicateForm):
    """A duplicate of another patient in place of one entered in error, with the reason."""


def initial_values(care: Care) -> dict[str, Any]:
    """Return the fields' values for a recorded change of care."""
    number = care.doubles.record_number if care.doubles else ""
    told = {name: getattr(care, name) for name in ("from_on", "reason", "note")}
    return {**told, "record_number": number}
