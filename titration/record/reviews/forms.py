"""The forms that record and correct a review."""

import uuid
from datetime import date
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Layout

from patients.web.fields import DayField, NoteField
from patients.web.posted_form import ValuesForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.reviews.models import Review


class ReviewValues(TypedDict):
    """What ``reviews.record`` takes from a form."""

    form_token: uuid.UUID
    reviewed_on: date
    next_on: date | None
    note: str


class ReviewForm(ValuesForm[ReviewValues]):
    """A review; ``sets_next`` if the reader may set the date of the next one."""

    ID_PREFIX: ClassVar = "review"

    reviewed_on = DayField(label="Reviewed", help_text="")
    next_on = DayField(label="Next review by (optional)", required=False, help_text="")
    note = NoteField(label="Note (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, sets_next: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not sets_next:
            del self.fields["next_on"]
        dates = ["reviewed_on", *(["next_on"] if sets_next else [])]
        self.helper.layout = Layout(Div(*dates, "note", css_class="field-row"))


class CorrectReviewForm(CorrectionForm, ReviewForm):
    """A review in place of one entered in error, with the reason."""


def initial_values(review: Review) -> dict[str, Any]:
    """Return the fields' values for a recorded review."""
    return {name: getattr(review, name) for name in ("reviewed_on", "next_on", "note")}
