"""The forms that record and correct what became of a side effect."""

import uuid
from datetime import date
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout
from django import forms

from patients.web.fields import NOT_A_CHOICE, DayField, NoteField, OneOfField
from patients.web.posted_form import PostedForm, ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.reporter import Reporter
from titration.record.side_effects.changes.models import EffectBecame, SideEffectChange
from titration.record.side_effects.models import ActionTaken


class SideEffectChangeValues(TypedDict):
    """What ``side_effects.changes`` records from a form."""

    form_token: uuid.UUID
    became: str
    changed_on: date
    reported_on: date
    reported_by: str
    action_taken: str
    note: str


class ReportForm(PostedForm):
    """What every form for a report of a side effect asks: when, by whom, what was done."""

    ID_PREFIX: ClassVar = "effect"

    reported_on = DayField(label="Reported", help_text="")
    reported_by = forms.ChoiceField(
        label="Reported by",
        choices=Reporter.choices,
        error_messages={"required": "Choose who reported it.", "invalid_choice": NOT_A_CHOICE},
    )
    action_taken = forms.ChoiceField(
        label="What was done",
        choices=ActionTaken.choices,
        error_messages={"required": "Choose what was done.", "invalid_choice": NOT_A_CHOICE},
    )
    note = NoteField(label="Note (optional)", max_length=500, required=False)


class SideEffectChangeForm(ReportForm, ValuesForm[SideEffectChangeValues]):
    """From a day on a side effect has another severity, or this day was its last."""

    became = OneOfField(
        EffectBecame.choices, label="It is now", missing="Choose what it became, or Resolved."
    )
    changed_on = DayField(label="Since; if resolved, its last day", help_text="")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout(
            "became",
            Div("changed_on", "reported_on", css_class="field-row"),
            Div("reported_by", "action_taken", "note", css_class="field-row"),
        )


class CorrectSideEffectChangeForm(CorrectionForm, SideEffectChangeForm):
    """A change in place of one entered in error, with the reason."""


def initial_values(change: SideEffectChange) -> dict[str, Any]:
    """Return the fields' values for a recorded change."""
    names = ("became", *SideEffectChange.CARE_DATES, "reported_by", "action_taken", "note")
    return {name: getattr(change, name) for name in names}
