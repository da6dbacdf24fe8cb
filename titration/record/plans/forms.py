"""The forms by which a plan is drafted, and by which a planned step is answered."""

import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from patients.web.fields import NOT_A_CHOICE, DayField, NoteField, OneOfField
from patients.web.posted_form import PostedForm, ValuesForm
from titration.record.dose_steps.models import Phase, Reason, TimeOfDay
from titration.record.fields import AmountField
from titration.record.intakes.forms import IntakeForm
from titration.record.intakes.models import Departure
from titration.record.plans.filling import MOST_ROWS, ByTime, Filling, PlanRow, filled

MORE, LESS = "more", "less"
LONGEST_STEP_DAYS = 366
ROWS_SHOWN = 4  # of a plan that holds no more; the others are folded
FILLING = ("change", "by_mg", "every_days", "until_mg")
# Enter presses the first button of a form, which is not to be the one that fills in the steps.
ENTER_SAVES = HTML('<button type="submit" hidden>Save plan</button>')
FILL = HTML(
    '<button type="submit" class="btn btn-quiet" formaction="?fill=1">Fill in the steps</button>'
)


class PlanOptionsForm(forms.Form):
    """What the address of a sent form asks for: ``fill=1``, to fill in its steps, not to save."""

    fill = forms.ChoiceField(choices=[("1", "1")], required=False)

    def __init__(self, address: QueryDict) -> None:
        super().__init__(address)
        self.is_valid()

    @property
    def is_filling(self) -> bool:
        """True if the steps are to be filled in."""
        return bool(self.cleaned_data.get("fill"))


class PlanValues(TypedDict):
    """What ``plans.draft`` takes from a form."""

    form_token: uuid.UUID
    seen: str
    rows: list[PlanRow]
    phase: str
    reason: str


class PlanForm(ValuesForm[PlanValues]):
    """The steps of a plan by date and time of day; ``seen`` is the edition that was shown.

    The numbers that fill in the steps are the clinician's own. ``is_filling`` if the form was
    sent for that: then the first step needs its date alone.
    """

    ID_PREFIX: ClassVar = "plan"
    DERIVED: ClassVar = frozenset({"rows"})

    change = forms.ChoiceField(
        label="Change each amount",
        choices=[(LESS, "less"), (MORE, "more")],
        required=False,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )
    by_mg = AmountField(label="by mg", required=False)
    every_days = forms.IntegerField(
        label="every … days",
        required=False,
        min_value=1,
        max_value=LONGEST_STEP_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Write the days between two steps as a whole number, like 7.",
            "min_value": "Two steps are at least one day apart.",
            "max_value": f"Two steps are at most {LONGEST_STEP_DAYS} days apart.",
        },
    )
    until_mg = AmountField(label="until mg (or stop)", required=False)
    stopped_on = DayField(label="Stopped from (optional)", required=False, help_text="")
    phase = OneOfField(
        [choice for choice in Phase.choices if choice[0] != Phase.STOPPED],
        missing="Choose the phase.",
    )
    reason = forms.ChoiceField(
        label="Reason (optional)",
        choices=[("", "Not given"), *Reason.choices],
        required=False,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_filling: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_filling = is_filling
        for place in range(MOST_ROWS):
            label = f"Step {place + 1}"
            self.fields[f"from_{place}"] = DayField(
                label=f"{label} from", required=False, help_text=""
            )
            for time in TimeOfDay:
                name = f"{label} {time.label.lower()}, mg"
                self.fields[f"{time}_{place}"] = AmountField(label=name, required=False)
        if is_filling:
            self.fields["phase"].required = False
        rows = [Div(*row_fields(place), css_class="plan-row") for place in range(MOST_ROWS)]
        shown = self.rows_shown()
        self.helper.layout = Layout(
            ENTER_SAVES,
            Fieldset(
                "Fill in from numbers of your own (optional)",
                Div(*FILLING, css_class="field-row field-row-narrow"),
                FILL,
                css_class="plan-filling",
            ),
            Fieldset(
                "Steps, mg by time of day",
                HTML(HEADS),
                *rows[:shown],
                *folded(rows[shown:]),
            ),
            "stopped_on",
            Div("phase", "reason", css_class="field-row"),
        )

    def rows_shown(self) -> int:
        """Return how many rows stand open: the first few, and all down to the last one filled."""
        filled_in = [
            place + 1
            for place in range(MOST_ROWS)
            if any(self[name].value() for name in row_fields(place))
        ]
        return max([ROWS_SHOWN, *filled_in])

    def clean(self) -> dict[str, Any]:
        """Require a date for each step, and amounts; when filling, the numbers for that."""
        values = super().clean() or self.cleaned_data
        if self.is_filling:
            self.require_filling(values)
            return values
        for place in range(MOST_ROWS):
            day, amounts = values.get(f"from_{place}"), self.amounts_of(place)
            name = f"from_{place}"
            if amounts and not day and name not in self.errors:
                self.add_error(name, "Enter the date from which these amounts are planned.")
            if day and not amounts and not self.has_wrong_amount(place):
                self.add_error(name, "Enter an amount of this step, or use Stopped from.")
        return values

    def require_filling(self, values: dict[str, Any]) -> None:
        """Say which of the numbers that fill in the steps is missing."""
        missing = {
            "by_mg": "Enter by how many mg each amount changes.",
            "every_days": "Enter the days between two steps.",
            "from_0": "Enter the date of the first step.",
        }
        for name, sentence in missing.items():
            if values.get(name) is None and name not in self.errors:
                self.add_error(name, sentence)

    def has_wrong_amount(self, place: int) -> bool:
        """True if an amount of a step was refused."""
        return any(f"{time}_{place}" in self.errors for time in TimeOfDay)

    def amounts_of(self, place: int) -> ByTime:
        """Return the amounts of one step in mg by time of day, those that were typed."""
        typed = {time.value: self.cleaned_data.get(f"{time}_{place}") for time in TimeOfDay}
        return {time: mg for time, mg in typed.items() if mg}

    @property
    def values(self) -> PlanValues:
        """What a valid form holds, each step as one row, the stop as the last."""
        return {**super().values, "rows": list(self.rows())}

    def rows(self) -> Iterator[PlanRow]:
        """Yield the steps that have a date, then the stop."""
        for place in range(MOST_ROWS):
            if day := self.cleaned_data[f"from_{place}"]:
                amounts = self.amounts_of(place)
                yield PlanRow(day, tuple(amounts.values()), tuple(amounts))
        if stopped_on := self.cleaned_data["stopped_on"]:
            yield PlanRow(stopped_on, (), ())

    def filled(self, taken: ByTime | None) -> "PlanForm":
        """Return the form with its steps filled in, or this one with what stands against it.

        The first step keeps its amounts where they were typed; otherwise it is the first change
        of what is ``taken`` today, by time of day.
        """
        if not self.is_valid():
            return self
        said = self.cleaned_data
        first_on, first = said["from_0"], self.amounts_of(0)
        steps: list[tuple[date, ByTime]] = [(first_on, first)] if first else []
        if not first and not taken:
            self.add_error("morning_0", "Enter the amounts of the first step.")
            return self
        less = said["change"] != MORE
        by_mg: Decimal = -said["by_mg"] if less else said["by_mg"]
        filling = Filling(by_mg, said["every_days"], said["until_mg"] or Decimal(0))
        begin = first_on + filling.gap if first else first_on
        steps += islice(filled(first or taken or {}, begin, filling), MOST_ROWS + 1)
        return self.with_steps(steps)

    def with_steps(self, rows: list[tuple[date, ByTime]]) -> "PlanForm":
        """Return an open form that holds these steps, and what else was typed into this one."""
        amounts = [(day, by_time) for day, by_time in rows if by_time]
        if not amounts or len(rows) > MOST_ROWS:
            count = f"more than {MOST_ROWS} steps" if amounts else "no step"
            said = f"These numbers make {count}; a plan has 1 to {MOST_ROWS}."
            self.add_error(None, ValidationError(said))
            return self
        kept = {name: self.cleaned_data[name] for name in (*FILLING, "phase", "reason")}
        stops = [day for day, by_time in rows if not by_time]
        steps = steps_initial(amounts) | {"stopped_on": next(iter(stops), None)}
        return PlanForm(initial={**self.initial, **kept, **steps})


def row_fields(place: int) -> list[str]:
    """Return the names of the fields of one step."""
    return [f"from_{place}", *(f"{time}_{place}" for time in TimeOfDay)]


def folded(rows: list[Div]) -> list[Div | HTML]:
    """Return rows that are folded until the reader opens them; nothing for none."""
    return [HTML(MORE_STEPS), *rows, HTML("</details>")] if rows else []


MORE_STEPS = '<details class="plan-more"><summary class="reach">More steps</summary>'
HEADS = (
    '<div class="plan-heads" aria-hidden="true"><span>From</span>'
    + "".join(f"<span>{time.label}</span>" for time in TimeOfDay)
    + "</div>"
)


def steps_initial(steps: list[tuple[date, ByTime]]) -> dict[str, Any]:
    """Return the fields' values for steps, and none for the others."""
    values: dict[str, Any] = {
        name: None for place in range(MOST_ROWS) for name in row_fields(place)
    }
    for place, (day, by_time) in enumerate(steps):
        values[f"from_{place}"] = day
        values |= {f"{time}_{place}": mg for time, mg in by_time.items()}
    return values


class ConfirmValues(TypedDict):
    """What ``plans.confirm`` takes from a form."""

    form_token: uuid.UUID
    seen: str
    starts_on: date
    note: str


class ConfirmForm(ValuesForm[ConfirmValues]):
    """That a planned step was taken as planned, and since when."""

    ID_PREFIX: ClassVar = "confirm"
    SHOWN_BY: ClassVar = {"doses_mg": "starts_on", "phase": "starts_on"}

    starts_on = DayField(label="Taken from", help_text="")
    note = NoteField(label="Note (optional)", max_length=500, required=False)
    seen = forms.CharField(widget=forms.HiddenInput)


class OtherwiseForm(IntakeForm):
    """What was taken in place of a planned step."""

    ID_PREFIX: ClassVar = "otherwise"

    what = OneOfField(Departure.choices, missing="Choose what was not as planned.")

    def clean(self) -> dict[str, Any]:
        """Require words where none of the choices tells what was taken."""
        values = super().clean() or self.cleaned_data
        if values.get("what") == Departure.NOT_AS_PLANNED and not values.get("note"):
            self.add_error("note", "Enter what was taken.")
        return values


class WithdrawForm(PostedForm):
    """That nothing more is planned; ``seen`` is the edition of the plan that was shown."""

    ID_PREFIX: ClassVar = "withdraw"

    seen = forms.CharField(widget=forms.HiddenInput)
