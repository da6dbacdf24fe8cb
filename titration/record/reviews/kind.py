"""What the rest of the house knows of reviews."""

from functools import partial

from patients import access
from patients.access import Right
from patients.web import posting
from patients.web.requests import SignedInRequest
from titration import rules
from titration.record.kind import Answer, Kind
from titration.record.reviews import actions as reviews
from titration.record.reviews.forms import CorrectReviewForm, as_reviewed
from titration.record.reviews.models import Review


def correct_review(request: SignedInRequest, review: Review) -> Answer:
    """Mark a review and record another in its place."""
    form = CorrectReviewForm(
        posting.sent(request),
        sets_next=access.may(request.user, review.patient.clinic_id, Right.SET_REVIEW_DATE),
        initial=as_reviewed(review),
    )
    record = partial(reviews.record, patient=review.patient, by=request.user)
    return form, partial(record, corrects=review)


KIND = Kind(
    word="reviews",
    title="Review",
    model=Review,
    fact=rules.Review,
    correct=correct_review,
)
