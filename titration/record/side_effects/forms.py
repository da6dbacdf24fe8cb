"""The forms that record and correct a side effect, or that none was reported."""

import uuid
from datetime import date
from typing import Any, ClassVar, TypedDict, cast

from crispy_forms.layout import Div, Field, Layout

from patients.days import Day
from patients.models.look_alikes import alike
from patients.web.fields import DayAsToldField, DayField, IdentifyingField, OneOfField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.side_effects.changes.forms import ReportForm
from titration.record.side_effects.models import Severity, SideEffect
from titration.record.side_effects.near_words import near_terms
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
LISTED_AS = {
    term: heading[:1].lower() + heading[1:]
    for heading, choices in TERM_GROUPS
    for term, _ in choices
}
LISTED = set(LISTED_AS)
ALL_SOURCES = " or ".join(source.short_name for source in SOURCES)
MEANT = "“{typed}” may mean a listed term. Choose what is meant, or keep it as typed."


class SideEffectValues(TypedDict):
    """What ``side_effects.record`` takes from a form."""

    form_token: uuid.UUID
    term: str
    severity: str
    onset_on: Day
    resolved_on: date | None
    reported_on: date
    reported_by: str
    action_taken: str
    note: str


class NoSideEffectsValues(TypedDict):
    """What ``side_effects.record_none`` takes from a form."""

    form_token: uuid.UUID
    asked_on: date


class SideEffectForm(ReportForm, ValuesForm[SideEffectValues]):
    """A side effect as reported: one of those listed, or another by name.

    The author chooses the severity; none is inferred. A word that may mean a listed term is
    not taken for it: ``meant`` then asks which, and is no field of the form otherwise.
    """

    SHOWN_BY: ClassVar = {"term": "listed_term"}
    DERIVED: ClassVar = frozenset({"term"})

    listed_term = OneOfField(
        [*TERM_GROUPS, (f"Not in {ALL_SOURCES}", [(OTHER, "Other")])],
        label="Side effect",
        missing="Choose the side effect.",
    )
    other_term = IdentifyingField(
        "side effect", label="Other side effect", max_length=100, required=False
    )
    meant = OneOfField([], label="What is meant", missing="", required=False)
    severity = OneOfField(Severity.choices, missing="Choose how severe it is.")
    onset_on = DayAsToldField(label="Onset (a day, a month or a year)", help_text="")
    resolved_on = DayField(label="Resolved (empty while it lasts)", required=False, help_text="")
    field_order = ("listed_term", "other_term", "meant", "severity", "onset_on", "resolved_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout(
            "listed_term",
            "other_term",
            "meant",
            Field("severity", wrapper_class="segments"),
            Div("onset_on", "resolved_on", "reported_on", css_class="field-row"),
            Div("reported_by", "action_taken", "note", css_class="field-row"),
        )
        self.ask_what_is_meant(" ".join(self.data.get("other_term", "").split()))

    def ask_what_is_meant(self, typed: str) -> None:
        """Offer the listed terms that the word typed under Other may mean, and the word itself."""
        near = near_terms(typed) if self.data.get("listed_term") == OTHER else ()
        if not near:
            del self.fields["meant"]
            self.helper.layout.fields.remove("meant")
            return
        field = cast(OneOfField, self.fields["meant"])
        listed = [(term, f"{term.capitalize()}: {LISTED_AS[term]}") for term in near]
        as_typed = f"Keep “{typed}” as typed: not listed in {ALL_SOURCES}"
        field.choices = [*listed, (without_ending(typed).lower(), as_typed)]
        field.error_messages["invalid_choice"] = MEANT.format(typed=typed)

    def clean(self) -> dict[str, Any]:
        """Require a name for another side effect if Other is chosen, and refuse one if not."""
        values = super().clean() or self.cleaned_data
        chosen, typed = values.get("listed_term"), values.get("other_term")
        if chosen == OTHER and not typed and "other_term" not in self.errors:
            self.add_error("other_term", "Name the side effect.")
        if chosen in LISTED and typed:
            self.add_error("other_term", "Leave this empty, or choose Other above.")
        if "meant" in self.fields and not values.get("meant") and "meant" not in self.errors:
            self.add_error("meant", MEANT.format(typed=typed))
        return values

    @property
    def values(self) -> SideEffectValues:
        """What a valid form holds; a listed term typed under Other becomes the listed term."""
        chosen, typed = self.cleaned_data["listed_term"], self.cleaned_data["other_term"]
        meant = self.cleaned_data.get("meant")
        if meant in LISTED:
            return {**super().values, "term": meant}
        written = typed if chosen == OTHER else chosen
        plain = without_ending(written)
        term = next((listed for listed in LISTED if alike(listed, plain)), written)
        return {**super().values, "term": term}


class CorrectSideEffectForm(CorrectionForm, SideEffectForm):
    """A side effect in place of one entered in error, with the reason."""


class NoSideEffectsForm(ValuesForm[NoSideEffectsValues]):
    """Side effects were asked about, and none was reported."""

    asked_on = DayField(label="Asked on", help_text="")

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
