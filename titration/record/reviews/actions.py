"""Records and corrects reviews, and when the next one is due."""

import uuid
from datetime import date

from patients import access
from patients.access import Right
from patients.actions.conflicts import retried
from patients.models import Account, Patient
from titration.record.entering import enter, refuse_days_that_cannot_be, refuse_plan_that_cannot_be
from titration.record.reviews.models import Review


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    reviewed_on: date,
    next_on: date | None = None,
    note: str = "",
    corrects: Review | None = None,
    error_reason: str = "",
) -> Review:
    """Record a review; only a neurologist sets the date of the next one.

    With ``corrects`` it stands in place of an entry made in error. The same
    form sent again returns the review it saved. Raises ``PermissionDenied``,
    ``ValidationError`` by field, ``ChangedMeanwhile`` or ``AlreadySaved``; then
    nothing is saved.
    """
    if next_on is not None:
        access.require(by, patient.clinic_id, Right.SET_REVIEW_DATE, [patient.pk])
    review = Review(
        patient=patient,
        recorded_by=by,
        form_token=form_token,
        reviewed_on=reviewed_on,
        next_on=next_on,
        note=note,
    )
    return enter(
        review,
        right=Right.RECORD_REVIEW,
        action="record-review",
        check=check,
        corrects=corrects,
        error_reason=error_reason,
    )


def check(review: Review) -> None:
    """Raise ``ValidationError``, by field, for days that are not possible."""
    refuse_days_that_cannot_be(review.patient, reviewed_on=review.reviewed_on)
    refuse_plan_that_cannot_be(
        review.patient,
        "next_on",
        review.next_on,
        after=review.reviewed_on,
        why="The next review comes after this one.",
    )
