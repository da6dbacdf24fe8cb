"""The forms that record, update and correct another treatment."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout

from patients.web.fields import DayField, OneOfField, WordsField
from patients.web.posted_form import PostedForm, ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.fields import AmountField
from titration.record.treatments.models import LIMIT_MCG, Treatment, TreatmentKind


class UpdateTreatmentValues(TypedDict):
    """What ``treatments.record`` takes from a form for the update of a treatment."""

    form_token: uuid.UUID
    mcg_per_day: Decimal | None
    from_on: date
    until_on: date | None
    detail: str


class TreatmentValues(UpdateTreatmentValues):
    """What ``treatments.record`` takes from a form for a new treatment."""

    kind: str


class TreatmentDetailsForm(PostedForm):
    """The fields of every form for a treatment. Only intrathecal baclofen has mcg per day."""

    ID_PREFIX: ClassVar = "treatment"

    mcg_per_day = AmountField(
        unit="mcg", limit=LIMIT_MCG, label="Intrathecal baclofen, mcg per day", required=False
    )
    from_on = DayField(label="From", help_text="")
    until_on = DayField(label="Until (empty while it goes on)", required=False, help_text="")
    detail = WordsField("detail", label="Detail (optional)", max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        days = Div("from_on", "until_on", "detail", css_class="field-row")
        self.helper.layout = Layout("mcg_per_day", days)


class TreatmentForm(TreatmentDetailsForm, ValuesForm[TreatmentValues]):
    """Another treatment."""

    kind = OneOfField(TreatmentKind.choices, label="Treatment", missing="Choose the treatment.")
    field_order = ("kind",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout.insert(0, "kind")


class UpdateTreatmentForm(TreatmentDetailsForm, ValuesForm[UpdateTreatmentValues]):
    """The update of a treatment: all but its kind can change."""

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind != TreatmentKind.INTRATHECAL_BACLOFEN:
            del self.fields["mcg_per_day"]
            self.helper.layout.pop(0)


class CorrectTreatmentForm(CorrectionForm, TreatmentForm):
    """Another treatment in place of one entered in error, with the reason."""


def initial_values(treatment: Treatment) -> dict[str, Any]:
    """Return the fields' values for a recorded treatment."""
    names = ("kind", "mcg_per_day", *Treatment.CARE_DATES, "detail")
    return {name: getattr(treatment, name) for name in names}
