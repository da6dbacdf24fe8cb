"""The forms that record, update and correct a side effect, or that none was reported."""

import uuid
from datetime import date
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout
from django import forms

from patients.models.look_alikes import alike
from patients.web.fields import NOT_A_CHOICE, DayField, IdentifyingField, NoteField, OneOfField
from patients.web.posted_form import PostedForm, ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.reporter import Reporter
from titration.record.side_effects.models import ActionTaken, Severity, SideEffect
from titration.rules import COMMON, SERIOUS, SOURCES, without_ending

OTHER = "other"
TERM_GROUPS = [
    (
        f"Listed as {how} in {source.short_name}",
        [(term, term.capitalize()) for term in source.figures(statement, "terms")],
    )
    for source in SOURCES
    for how, statement in (("common", COMMON), ("serious", SERIOUS))
    if statement in source.statements
]
LISTED = {term for _, choices in TERM_GROUPS for term, _ in choices}


class UpdateSideEffectValues(TypedDict):
    """What ``side_effects.record`` takes from a form for the update of an effect."""

    form_token: uuid.UUID
    severity: str
    onset_on: date
    resolved_on: date | None
    reported_on: date
    reported_by: str
    action_taken: str
    note: str


class SideEffectValues(UpdateSideEffectValues):
    """What ``side_effects.record`` takes from a form for a new effect."""

    term: str


class NoSideEffectsValues(TypedDict):
    """What ``side_effects.record_none`` takes from a form."""

    form_token: uuid.UUID
    asked_on: date


class SideEffectDetailsForm(PostedForm):
    """The fields of every side-effect form. The author chooses the severity; none is inferred."""

    ID_PREFIX: ClassVar = "effect"

    severity = OneOfField(Severity.choices, missing="Choose how severe it is.")
    onset_on = DayField(label="Onset", help_text="")
    resolved_on = DayField(label="Resolved (empty while it lasts)", required=False, help_text="")
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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout(
            "severity",
            Div("onset_on", "resolved_on", "reported_on", css_class="field-row"),
            Div("reported_by", "action_taken", "note", css_class="field-row"),
        )


class SideEffectForm(SideEffectDetailsForm, ValuesForm[SideEffectValues]):
    """A side effect as reported: one of those listed, or another by name."""

    SHOWN_BY: ClassVar = {"term": "listed_term"}
    DERIVED: ClassVar = frozenset({"term"})

    listed_term = OneOfField(
        [
            *TERM_GROUPS,
            (f"Not in {' or '.join(source.short_name for source in SOURCES)}", [(OTHER, "Other")]),
        ],
        label="Side effect",
        missing="Choose the side effect.",
    )
    other_term = IdentifyingField(
        "side effect", label="Other side effect", max_length=100, required=False
    )
    field_order = ("listed_term", "other_term")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout.fields[:0] = ["listed_term", "other_term"]

    def clean(self) -> dict[str, Any]:
        """Require a name for another side effect if Other is chosen, and refuse one if not."""
        values = super().clean() or self.cleaned_data
        chosen, typed = values.get("listed_term"), values.get("other_term")
        if chosen == OTHER and not typed and "other_term" not in self.errors:
            self.add_error("other_term", "Name the side effect.")
        if chosen in LISTED and typed:
            self.add_error("other_term", "Leave this empty, or choose Other above.")
        return values

    @property
    def values(self) -> SideEffectValues:
        """What a valid form holds; a listed term typed under Other becomes the listed term."""
        chosen, typed = self.cleaned_data["listed_term"], self.cleaned_data["other_term"]
        written = typed if chosen == OTHER else chosen
        plain = without_ending(written)
        term = next((listed for listed in LISTED if alike(listed, plain)), written)
        return {**super().values, "term": term}


class UpdateSideEffectForm(SideEffectDetailsForm, ValuesForm[UpdateSideEffectValues]):
    """The update of a side effect: all but the term can change."""


class CorrectSideEffectForm(CorrectionForm, SideEffectForm):
    """A side effect in place of one entered in error, with the reason."""


class NoSideEffectsForm(ValuesForm[NoSideEffectsValues]):
    """Side effects were asked about, and none was reported."""

    asked_on = DayField(label="Asked on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout("asked_on")


class CorrectNoSideEffectsForm(CorrectionForm, NoSideEffectsForm):
    """Another day in place of one entered in error, with the reason."""


def initial_values(effect: SideEffect) -> dict[str, Any]:
    """Return the fields' values for a recorded effect."""
    names = ("severity", *SideEffect.CARE_DATES, "reported_by", "action_taken", "note")
    known = {name: getattr(effect, name) for name in names}
    if effect.term in LISTED:
        return known | {"listed_term": effect.term}
    return known | {"listed_term": OTHER, "other_term": effect.term}
