"""The part of the form for a dose step that tells its regimen, in one of several ways."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Field, Fieldset
from django import forms

from patients.web.fields import IdentifyingField, OneOfField
from patients.web.posted_form import PostedForm
from titration.record.dose_steps.fields import AmountsField
from titration.record.dose_steps.models import MOST_CHARACTERS_IN_WORDS, Phase, TimeOfDay
from titration.record.dose_steps.wording import TellsRegimen
from titration.record.fields import AmountField

EQUAL = {"1": "once", "2": "twice", "3": "three", "4": "four"}
DIFFERENT, BY_TIME, WORDS, STOP = "different", "by time", "words", "stop"
CHOICES = [
    *EQUAL.items(),
    (BY_TIME, "different"),
    (STOP, "stop"),
    (DIFFERENT, "more times"),
    (WORDS, "in words"),
]
# For each choice, the field that shows an error of a value: the others may be hidden.
SHOWN_BY_CHOICE = {
    DIFFERENT: {"doses_mg": "amounts"},
    BY_TIME: {"doses_mg": TimeOfDay.MORNING.value, "times_of_day": TimeOfDay.MORNING.value},
    WORDS: {"doses_mg": "in_words"},
    STOP: {"doses_mg": "times_a_day", "phase": "times_a_day"},
}
AMOUNT_FIELDS = (
    "amount",
    Field("times_a_day", wrapper_class="segments"),
    Fieldset("mg each time", Div(*TimeOfDay.values), css_class="by-time"),
    "amounts",
    "in_words",
)
FIRST = {"data-first": True}  # the field that is focused as the form opens in the chart


class RegimenValues(TypedDict):
    """What ``dose_steps.record`` takes of the regimen; ``doses_mg`` in mg.

    Either ``doses_mg`` or ``in_words`` is empty; both are when stopped.
    """

    doses_mg: list[Decimal]
    times_of_day: list[str]
    in_words: str
    phase: str


class AmountAtField(AmountField):
    """The amount taken at one time of day; empty if none is."""

    def __init__(self, time: TimeOfDay) -> None:
        super().__init__(label=str(time.label), required=False)
        self.widget.attrs |= FIRST if time == TimeOfDay.MORNING else {}


class RegimenForm(PostedForm):
    """What is taken: equal amounts, different ones, amounts by time of day, words, or nothing."""

    SHOWN_BY: ClassVar = {"doses_mg": "amount"}

    amount = AmountField(label="mg each time", required=False)
    times_a_day = OneOfField(CHOICES, label="Times a day", missing="Choose how many times a day.")
    amounts = AmountsField(
        label="Different amounts, mg in order",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", **FIRST}),
        help_text="For example 5, 5, 10. Up to eight a day.",
        error_messages={"required": "Enter the amounts in mg, for example 5, 5, 10."},
    )
    morning = AmountAtField(TimeOfDay.MORNING)
    midday = AmountAtField(TimeOfDay.MIDDAY)
    evening = AmountAtField(TimeOfDay.EVENING)
    bedtime = AmountAtField(TimeOfDay.BEDTIME)
    in_words = IdentifyingField(
        "regimen in words",
        max_length=MOST_CHARACTERS_IN_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", **FIRST}),
        help_text=(
            "Where amounts of one day do not tell it: 5 mg every other day, as needed,"
            " dose not known. It is shown as written, and compared with nothing."
        ),
    )
    phase = OneOfField(
        [choice for choice in Phase.choices if choice[0] != Phase.STOPPED],
        missing="Choose the phase.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Require what the choice needs, and a phase unless stopped."""
        values = super().clean() or self.cleaned_data
        times = values.get("times_a_day")
        needed = {DIFFERENT: "amounts", WORDS: "in_words", **dict.fromkeys(EQUAL, "amount")}
        if times in needed and not values.get(needed[times]):
            self.add_missing(needed[times])
        if times == BY_TIME and not any(
            name in self.errors or values.get(name) for name in TimeOfDay
        ):
            self.add_error(TimeOfDay.MORNING.value, "Enter the amount in mg of at least one time.")
        if times != STOP and not values.get("phase"):
            self.add_missing("phase")
        return values

    def shown_by(self, name: str) -> str:
        """Return the field that shows an error: for amounts, the one they were typed into."""
        chosen = SHOWN_BY_CHOICE.get(self.cleaned_data.get("times_a_day", ""), {})
        return chosen.get(name) or super().shown_by(name)

    def add_missing(self, name: str) -> None:
        """Say that a field is missing, unless it already has an error."""
        if name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])

    @property
    def regimen(self) -> RegimenValues:
        """The regimen of a valid form, in whichever way it was told."""
        told, times = self.cleaned_data, self.cleaned_data["times_a_day"]
        values: RegimenValues = {
            "doses_mg": [],
            "times_of_day": [],
            "in_words": "",
            "phase": told["phase"],
        }
        if times == STOP:
            values["phase"] = Phase.STOPPED
        elif times == WORDS:
            values["in_words"] = told["in_words"]
        elif times == BY_TIME:
            values["times_of_day"] = [name for name in TimeOfDay.values if told[name]]
            values["doses_mg"] = [told[name] for name in values["times_of_day"]]
        elif times == DIFFERENT:
            values["doses_mg"] = told["amounts"]
        else:
            values["doses_mg"] = [told["amount"]] * int(times)
        return values


def regimen_fields(step: TellsRegimen) -> dict[str, Any]:
    """Return the fields' values by which the form tells the regimen of a step that is no stop."""
    doses_mg: Sequence[Decimal] = step.doses_mg
    if step.in_words:
        return {"times_a_day": WORDS, "in_words": step.in_words}
    if step.times_of_day:
        return {"times_a_day": BY_TIME, **dict(zip(step.times_of_day, doses_mg, strict=True))}
    if len(set(doses_mg)) == 1 and len(doses_mg) <= len(EQUAL):
        return {"times_a_day": str(len(doses_mg)), "amount": doses_mg[0]}
    return {"times_a_day": DIFFERENT, "amounts": list(doses_mg)}
