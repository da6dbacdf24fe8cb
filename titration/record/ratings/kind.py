"""What the rest of the house knows of ratings."""

from functools import partial

from patients.web import posting
from patients.web.requests import SignedInRequest
from titration import rules
from titration.record.kind import Answer, Kind
from titration.record.ratings import actions as ratings
from titration.record.ratings.forms import CorrectRatingForm, as_scored
from titration.record.ratings.models import Rating


def correct_rating(request: SignedInRequest, rating: Rating) -> Answer:
    """Mark a rating and record another in its place."""
    form = CorrectRatingForm(posting.sent(request), initial=as_scored(rating))
    record = partial(ratings.record, patient=rating.patient, by=request.user)
    return form, partial(record, corrects=rating)


KIND = Kind(
    word="ratings",
    title="Rating",
    model=Rating,
    fact=rules.Rating,
    correct=correct_rating,
)
