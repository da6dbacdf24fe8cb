"""The form for a dose step, and the one that corrects a step entered in error."""

import re
import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from patients.web.fields import NOT_A_CHOICE, DayField, OneOfField, WordsField, in_ascii_digits
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.dose_steps.models import MOST_AMOUNTS_A_DAY, Phase, Reason
from titration.record.fields import AmountField
from titration.rules import number

DIFFERENT, STOP = "different", "stop"
MOST_EQUAL = 4
# For each choice, the field that shows an error of a value: the others may be hidden.
SHOWN_BY_CHOICE = {
    DIFFERENT: {"doses_mg": "amounts"},
    STOP: {"doses_mg": "times_a_day", "phase": "times_a_day"},
}


# As a page writes a regimen: ``5 mg, 5 mg, 10 mg a day``.
WITH_ITS_UNIT, A_DAY = re.compile(r"([0-9]) ?mg\b", re.IGNORECASE), " a day"


class AmountsField(forms.CharField):
    """The amounts of one day in order, in mg, typed with commas or spaces between them."""

    def to_python(self, value: Any) -> list[Decimal]:  # type: ignore[override]
        """Read the amounts typed. Raises ``ValidationError``, which names the first invalid one."""
        text = WITH_ITS_UNIT.sub(r"\1", in_ascii_digits(str(value or "")))
        words = text.removesuffix(A_DAY).replace(";", " ").split()
        typed = [amount for word in words if (amount := word.removesuffix(","))]
        if len(typed) > MOST_AMOUNTS_A_DAY:
            raise ValidationError(
                f"{len(typed)} amounts were typed; a day has at most {MOST_AMOUNTS_A_DAY}."
            )
        if any("," in amount for amount in typed):
            raise ValidationError(
                "Write amounts like 5, 12.5: a space between, decimals by a point."
            )
        return [AmountField().clean(amount) for amount in typed]

    def prepare_value(self, value: Any) -> Any:
        """Write amounts as they are typed: ``5, 5, 10``."""
        return value if isinstance(value, str | None) else ", ".join(map(number, value))


class OfFirstStep(Field):  # type: ignore[misc]
    """A field that is shown only on the form for a patient's first step."""

    def render(self, form: "DoseStepForm", *args: Any, **options: Any) -> Any:
        """Return the field's markup, or an empty text."""
        return super().render(form, *args, **options) if form.is_first else ""


class DoseStepValues(TypedDict):
    """What ``dose_steps.record`` takes from a form; ``doses_mg`` in mg, empty when stopped."""

    form_token: uuid.UUID
    seen: str
    starts_on: date
    doses_mg: list[Decimal]
    phase: str
    reason: str
    note: str
    already_taking: bool


class DoseStepForm(ValuesForm[DoseStepValues]):
    """A regimen taken from a date on. ``seen`` is the edition of the steps as the form showed them.

    Only the form for a first step asks if the patient was taking baclofen already.
    """

    ID_PREFIX: ClassVar = "dose"
    DERIVED: ClassVar = frozenset({"doses_mg", "phase"})
    SHOWN_BY: ClassVar = {"doses_mg": "amount"}

    amount = AmountField(label="Dose, mg each time", required=False)
    times_a_day = OneOfField(
        [
            ("1", "1 once"),
            ("2", "2 twice"),
            ("3", "3 three"),
            ("4", "4 four"),
            (DIFFERENT, "Different amounts"),
            (STOP, "None: stopped"),
        ],
        label="Times a day",
        missing="Choose how many times a day.",
    )
    amounts = AmountsField(
        label="Different amounts, mg in order",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-first": True}),
        help_text="For example 5, 5, 10. Up to eight a day.",
        error_messages={"required": "Enter the amounts in mg, for example 5, 5, 10."},
    )
    starts_on = DayField(label="From")
    phase = OneOfField(
        [choice for choice in Phase.choices if choice[0] != Phase.STOPPED],
        missing="Choose the phase.",
        required=False,
    )
    reason = forms.ChoiceField(
        label="Reason (optional)",
        choices=[("", "Not given"), *Reason.choices],
        required=False,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )
    note = WordsField("note", label="Note (optional)", max_length=500, required=False)
    already_taking = forms.BooleanField(
        label="Already taking this when first recorded here", required=False
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
            "amount",
            "times_a_day",
            "amounts",
            OfFirstStep("already_taking"),
            "starts_on",
            "phase",
            Div("reason", "note", css_class="field-row"),
        )

    def clean(self) -> dict[str, Any]:
        """Require the amounts that the choice needs, and a phase unless stopped."""
        values = super().clean() or self.cleaned_data
        times = values.get("times_a_day")
        if times in {"1", "2", "3", "4"} and not values.get("amount"):
            self.add_missing("amount")
        if times == DIFFERENT and not values.get("amounts"):
            self.add_missing("amounts")
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
    def values(self) -> DoseStepValues:
        """What a valid form holds; amounts typed either way become those of one day, in mg."""
        times, amount = self.cleaned_data["times_a_day"], self.cleaned_data["amount"]
        if times == STOP:
            return {**super().values, "doses_mg": [], "phase": Phase.STOPPED}
        doses_mg = self.cleaned_data["amounts"] if times == DIFFERENT else [amount] * int(times)
        return {**super().values, "doses_mg": doses_mg}


def initial_values(doses_mg: Sequence[Decimal] | None, phase: str, day: date) -> dict[str, Any]:
    """Return the fields' values for a regimen; only date and phase if it is empty or ``None``."""
    start = {"starts_on": day, "phase": Phase.INITIATION}
    if not doses_mg:
        return start
    start["phase"] = Phase(phase)
    if len(set(doses_mg)) == 1 and len(doses_mg) <= MOST_EQUAL:
        return start | {"amount": doses_mg[0], "times_a_day": str(len(doses_mg))}
    return start | {"times_a_day": DIFFERENT, "amounts": list(doses_mg)}


class CorrectDoseStepForm(CorrectionForm, DoseStepForm):
    """A dose step in place of one entered in error, with the reason."""
