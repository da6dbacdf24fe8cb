"""The forms that record and correct what became of another treatment."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout

from patients.web.fields import DayField, OneOfField, WordsField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.fields import AmountField
from titration.record.treatments.changes.models import TreatmentBecame, TreatmentChange
from titration.record.treatments.models import LIMIT_MCG, TreatmentKind


class TreatmentChangeValues(TypedDict):
    """What ``treatments.changes`` records from a form."""

    form_token: uuid.UUID
    became: str
    changed_on: date
    mcg_per_day: Decimal | None
    detail: str


class TreatmentChangeForm(ValuesForm[TreatmentChangeValues]):
    """From a day on a treatment has another rate or detail, or this day was its last.

    Only intrathecal baclofen has mcg per day.
    """

    ID_PREFIX: ClassVar = "treatment"

    became = OneOfField(
        TreatmentBecame.choices, label="What became of it", missing="Choose what became of it."
    )
    mcg_per_day = AmountField(
        unit="mcg", limit=LIMIT_MCG, label="New rate, mcg per day", required=False
    )
    changed_on = DayField(label="Since; if it ended, its last day", help_text="")
    detail = WordsField("detail", label="New detail", max_length=200, required=False)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        days = Div("changed_on", "detail", css_class="field-row")
        self.helper.layout = Layout("became", "mcg_per_day", days)
        if kind != TreatmentKind.INTRATHECAL_BACLOFEN:
            del self.fields["mcg_per_day"]
            self.helper.layout.pop(1)


class CorrectTreatmentChangeForm(CorrectionForm, TreatmentChangeForm):
    """A change in place of one entered in error, with the reason."""


def initial_values(change: TreatmentChange) -> dict[str, Any]:
    """Return the fields' values for a recorded change."""
    names = ("became", "changed_on", "mcg_per_day", "detail")
    return {name: getattr(change, name) for name in names}
