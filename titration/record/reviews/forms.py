"""The forms for reviews: recorded, corrected."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout

from patients.web.fields import DayField, WordsField
from patients.web.posted_form import PostedForm
from titration.record.corrections.forms import CorrectionForm
from titration.record.reviews.models import Review


class ReviewForm(PostedForm):
    """A review; whoever may set the date of the next one is asked for it."""

    ID_PREFIX: ClassVar = "review"

    reviewed_on = DayField(label="Reviewed", help_text="")
    next_on = DayField(label="Next review by (optional)", required=False, help_text="")
    note = WordsField("note", label="Note (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, sets_next: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not sets_next:
            del self.fields["next_on"]
        dates = ["reviewed_on", *(["next_on"] if sets_next else [])]
        self.helper.layout = Layout(Div(*dates, "note", css_class="field-row"))


class CorrectReviewForm(CorrectionForm, ReviewForm):
    """A review in place of one entered in error, with the reason."""


def as_reviewed(review: Review) -> dict[str, Any]:
    """The fields' values that stand for a recorded review."""
    return {name: getattr(review, name) for name in ("reviewed_on", "next_on", "note")}
