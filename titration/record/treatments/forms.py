"""The forms that record and correct another treatment."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout

from patients.days import Day
from patients.web.fields import DayAsToldField, DayField, OneOfField, WordsField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.fields import AmountField
from titration.record.treatments.models import LIMIT_MCG, Treatment, TreatmentKind


class TreatmentValues(TypedDict):
    """What ``treatments.record`` takes from a form."""

    form_token: uuid.UUID
    kind: str
    mcg_per_day: Decimal | None
    from_on: Day
    until_on: date | None
    detail: str


class TreatmentForm(ValuesForm[TreatmentValues]):
    """Another treatment. Only intrathecal baclofen has mcg per day."""

    ID_PREFIX: ClassVar = "treatment"

    kind = OneOfField(TreatmentKind.choices, label="Treatment", missing="Choose the treatment.")
    mcg_per_day = AmountField(
        unit="mcg", limit=LIMIT_MCG, label="Intrathecal baclofen, mcg per day", required=False
    )
    from_on = DayAsToldField(label="From (a day, a month or a year)", help_text="")
    until_on = DayField(label="Until (empty while it goes on)", required=False, help_text="")
    detail = WordsField("detail", label="Detail (optional)", max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        days = Div("from_on", "until_on", "detail", css_class="field-row")
        self.helper.layout = Layout("kind", "mcg_per_day", days)


class CorrectTreatmentForm(CorrectionForm, TreatmentForm):
    """Another treatment in place of one entered in error, with the reason."""


def initial_values(treatment: Treatment) -> dict[str, Any]:
    """Return the fields' values for a recorded treatment."""
    names = ("kind", "mcg_per_day", *Treatment.CARE_DATES, "detail")
    return {name: getattr(treatment, name) for name in names}
