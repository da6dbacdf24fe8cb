"""The forms for side effects: reported, updated, corrected, or asked about with none reported."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms

from patients.models.look_alikes import alike
from patients.web.fields import NOT_A_CHOICE, DayField, IdentifyingField, OneOfField, WordsField
from patients.web.posted_form import PostedForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.reporter import Reporter
from titration.record.side_effects.models import ActionTaken, Severity, SideEffect
from titration.rules import COMMON, SERIOUS, SOURCES

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


class SideEffectForm(PostedForm):
    """A side effect as reported. Severity is chosen by whoever records it, never inferred."""

    ID_PREFIX: ClassVar = "effect"
    SHOWN_BY: ClassVar = {"term": "listed_term"}

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
    note = WordsField("note", label="Note (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout(
            "listed_term",
            "other_term",
            "severity",
            Div("onset_on", "resolved_on", "reported_on", css_class="field-row"),
            Div("reported_by", "action_taken", "note", css_class="field-row"),
        )

    def clean(self) -> dict[str, Any]:
        """Check that another side effect is named when, and only when, Other is chosen."""
        values = super().clean() or self.cleaned_data
        chosen, typed = values.get("listed_term"), values.get("other_term")
        if chosen == OTHER and not typed and "other_term" not in self.errors:
            self.add_error("other_term", "Name the side effect.")
        if chosen in LISTED and typed:
            self.add_error("other_term", "Leave this empty, or choose Other above.")
        return values

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``side_effects.record`` takes; a listed term typed by hand is that term."""
        values = dict(self.cleaned_data)
        chosen, typed = values.pop("listed_term"), values.pop("other_term")
        written = typed if chosen == OTHER else chosen
        listed = (term for term in LISTED if alike(term, written))
        return values | {"term": next(listed, written)}


class UpdateSideEffectForm(SideEffectForm):
    """What became of a side effect: the term stands, everything else can be told anew."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("listed_term", "other_term"):
            del self.fields[name]
            self.helper.layout.pop(0)

    def clean(self) -> dict[str, Any]:
        """Nothing to check beyond each field."""
        return PostedForm.clean(self) or self.cleaned_data

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``side_effects.record`` takes, but for the term."""
        return self.cleaned_data


class CorrectSideEffectForm(CorrectionForm, SideEffectForm):
    """A side effect in place of one entered in error, with the reason."""


class NoSideEffectsForm(PostedForm):
    """Side effects were asked about, and none was reported."""

    asked_on = DayField(label="Asked on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout("asked_on")


class CorrectNoSideEffectsForm(CorrectionForm, NoSideEffectsForm):
    """Another day in place of one entered in error, with the reason."""


def as_chosen(effect: SideEffect) -> dict[str, Any]:
    """The fields' values that stand for a recorded effect."""
    names = ("severity", *SideEffect.CARE_DATES, "reported_by", "action_taken", "note")
    known = {name: getattr(effect, name) for name in names}
    if effect.term in LISTED:
        return known | {"listed_term": effect.term}
    return known | {"listed_term": OTHER, "other_term": effect.term}
