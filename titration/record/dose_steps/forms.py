"""The form for a dose step, and the one that corrects a step entered in error."""

import uuid
from datetime import date
from typing import Any, ClassVar

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from patients.days import Day
from patients.web.fields import NOT_A_CHOICE, DayAsToldField, DayField, NoteField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.dose_steps.models import DecidedBy, Phase, Reason
from titration.record.dose_steps.regimen_form import (
    AMOUNT_FIELDS,
    RegimenForm,
    RegimenValues,
    regimen_fields,
)
from titration.record.dose_steps.wording import TellsRegimen

OF_FIRST_STEP = {"already_taking", "taking_since"}
# Between the amount and the date: what the form is about to record, written by the script.
READ_BACK = HTML('<output class="readback" data-readback hidden></output>')
WAS = HTML('<p class="was">was {{ form.was }}</p>')


class OfFirstStep(Field):  # type: ignore[misc]
    """A field that is shown only on the form for a patient's first step.

    A form that was sent as the first step's keeps it, although another step came first.
    """

    def render(self, form: "DoseStepForm", *args: Any, **options: Any) -> Any:
        """Return the field's markup, or an empty text."""
        is_shown = form.is_first or OF_FIRST_STEP.intersection(form.data)
        return super().render(form, *args, **options) if is_shown else ""


class DoseStepValues(RegimenValues):
    """What ``dose_steps.record`` takes from a form."""

    form_token: uuid.UUID
    seen: str
    starts_on: date
    reason: str
    decided_by: str
    note: str
    already_taking: bool
    taking_since: Day | None


class DoseStepForm(RegimenForm, ValuesForm[DoseStepValues]):
    """A regimen taken from a date on. ``seen`` is the edition of the steps as the form showed them.

    Only the form for a first step asks if the patient was taking baclofen already, and since
    when.
    """

    ID_PREFIX: ClassVar = "dose"
    DERIVED: ClassVar = frozenset(RegimenValues.__annotations__)

    starts_on = DayField(label="From", help_text="")
    reason = forms.ChoiceField(
        label="Reason (optional)",
        choices=[("", "Not given"), *Reason.choices],
        required=False,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )
    decided_by = forms.ChoiceField(
        label="Decided by",
        choices=DecidedBy.choices,
        error_messages={"required": "Choose who decided it.", "invalid_choice": NOT_A_CHOICE},
    )
    note = NoteField(label="Note (optional)", max_length=500, required=False)
    already_taking = forms.BooleanField(
        label="Already taking this when first recorded here", required=False
    )
    taking_since = DayAsToldField(
        label="Taken since (optional)",
        required=False,
        help_text="As far as it is known: 2019, Nov-2019 or 06-Nov-2019.",
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        is_first: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.is_first = is_first
        self.helper.layout = Layout(
            *AMOUNT_FIELDS,
            READ_BACK,
            OfFirstStep("already_taking"),
            OfFirstStep("taking_since"),
            Field("starts_on", data_ahead=True),
            Field("phase", wrapper_class="segments"),
            Div("reason", "decided_by", css_class="field-row field-row-narrow"),
            "note",
        )

    @property
    def values(self) -> DoseStepValues:
        """What a valid form holds, the regimen in whichever way it was told."""
        return {**super().values, **self.regimen}


def initial_values(step: TellsRegimen | None, day: date) -> dict[str, Any]:
    """Return the fields' values for a step's regimen; date and phase alone if none is taken."""
    start = {"starts_on": day, "phase": Phase.INITIATION}
    if step is None or step.phase == Phase.STOPPED:
        return start
    return start | {"phase": Phase(step.phase)} | regimen_fields(step)


class CorrectDoseStepForm(CorrectionForm, DoseStepForm):
    """A dose step in place of one entered in error, with the reason.

    ``was`` is the regimen that was wrong; it stands beside the amount.
    """

    DETAIL: ClassVar = "Wrong amount"

    def __init__(self, *args: Any, was: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.was = was
        fields = self.helper.layout.fields
        fields[fields.index("amount")] = Div("amount", WAS, css_class="amount-row")
