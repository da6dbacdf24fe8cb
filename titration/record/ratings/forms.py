"""The forms for ratings: all of one day, and the correction of one."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from patients.web.fields import NOT_A_CHOICE, DayField, IdentifyingField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.fields import ScoreField
from titration.record.ratings.models import CGI, Direction, Measure, Rating, Score
from titration.record.reporter import Reporter
from titration.rules import BETTER, range_of

MEASURES = {measure.lower().replace(" ", "_"): measure for measure in Measure.values}
NUMERIC = [name for name, measure in MEASURES.items() if measure not in CGI]
IMPRESSIONS = [name for name, measure in MEASURES.items() if measure in CGI]
LIMITS = ("total_low", "total_high", "total_better")
TOLD_ONCE = "For example TWSTRS; range and better end are told the first time"
SCALE = ("total_name", *LIMITS)


class RaterField(forms.ChoiceField):
    """Who rated."""

    def __init__(self, label: str, initial: str) -> None:
        missing = {"required": "Choose who rated it.", "invalid_choice": NOT_A_CHOICE}
        super().__init__(
            label=label, choices=Reporter.choices, initial=initial, error_messages=missing
        )


class RatingValues(TypedDict):
    """What ``ratings.record`` takes from a form."""

    form_token: uuid.UUID
    rated_on: date
    scores: list[Score]


class RatingForm(ValuesForm[RatingValues]):
    """The ratings of one day, each measure in a field of its own; an empty one was not rated.

    A clinical global impression is rated by the clinician. The range and the better end of
    a named scale may stay empty once an earlier total has given them.
    """

    ID_PREFIX: ClassVar = "rating"
    DERIVED: ClassVar = frozenset({"scores"})
    SHOWN_BY: ClassVar = {
        "scores": NUMERIC[0],
        "measure": "total_name",
        "value": "total",
        "low": "total_low",
        "high": "total_high",
        "better": "total_better",
    }

    rater = RaterField("Spasm to mood rated by", Reporter.PATIENT)
    rated_on = DayField(label="Rated on", help_text="")
    total_name = IdentifyingField(
        "scale", label="Scale", max_length=60, required=False, help_text=TOLD_ONCE
    )
    total = ScoreField("Total")
    total_rater = RaterField("Total rated by", Reporter.CLINICIAN)
    total_low = ScoreField("Lowest total")
    total_high = ScoreField("Highest total")
    total_better = forms.ChoiceField(
        label="Better end",
        choices=[("", "Not given"), *Direction.choices],
        required=False,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, measure in MEASURES.items():
            self.fields[name] = score_field(Measure(measure))
        self.helper.layout = Layout(
            Div(*NUMERIC, css_class="field-row field-row-narrow"),
            Div(*IMPRESSIONS, "rater", "rated_on", css_class="field-row field-row-narrow"),
            Fieldset(
                "Total of another scale",
                Div("total_name", "total", "total_rater", css_class="field-row field-row-narrow"),
                Div(*LIMITS, css_class="field-row field-row-narrow"),
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Require a name for a total, and a total for a scale."""
        values = super().clean() or self.cleaned_data
        is_told = any(values.get(name) not in {None, ""} for name in (*SCALE, "total"))
        if is_told and not values.get("total_name") and "total_name" not in self.errors:
            self.add_error("total_name", "Name the scale.")
        if is_told and values.get("total") is None and "total" not in self.errors:
            self.add_error("total", "Enter the total.")
        return values

    @property
    def values(self) -> RatingValues:
        """What a valid form holds, each measure that was rated as one score."""
        return {**super().values, "scores": list(self.scores())}

    def scores(self) -> Iterator[Score]:
        """Yield what was rated, measure by measure."""
        values = self.cleaned_data
        for name, measure in MEASURES.items():
            if values[name] is not None:
                rater = Reporter.CLINICIAN if measure in CGI else values["rater"]
                yield Score(measure, values[name], rater)
        if values["total"] is not None:
            scale = (values[name] for name in LIMITS)
            yield Score(values["total_name"], values["total"], values["total_rater"], *scale)


class CorrectRatingForm(CorrectionForm, RatingForm):
    """One rating in place of one entered in error, with the reason."""

    DETAIL: ClassVar = "Wrong value"


def score_field(measure: Measure) -> ScoreField:
    """Make the field for a built-in measure; its hint gives the range and the better end."""
    within, is_whole = range_of(measure, None, None), measure in CGI
    hint = f"{within}, {BETTER[measure]} is better"
    by = "; by the clinician" if is_whole else ""
    return ScoreField(measure.label, within=within, is_whole=is_whole, help_text=f"{hint}{by}")


def initial_values(rating: Rating) -> dict[str, Any]:
    """Return the fields' values for a recorded rating."""
    known = {"rated_on": rating.rated_on}
    if rating.measure in BETTER:
        (name,) = (name for name, measure in MEASURES.items() if measure == rating.measure)
        return known | {name: rating.value, "rater": rating.rater}
    return known | {
        "total_name": rating.measure,
        "total": rating.value,
        "total_rater": rating.rater,
        "total_low": rating.low,
        "total_high": rating.high,
        "total_better": rating.better,
    }
