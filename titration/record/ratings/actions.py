"""Records and corrects ratings: one form may rate several measures."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from patients.access import Right
from patients.actions.conflicts import retried
from patients.models import Account, Patient
from patients.models.look_alikes import alike
from titration.record.entering import enter_all, refuse_days_that_cannot_be
from titration.record.ratings.models import CGI, Direction, Measure, Rating, Score
from titration.rules import LIMIT_SCORE, SCORE_DECIMALS

MOST_SCORES = len(Measure) + 1  # each built-in measure, and the total of another scale


@retried
def record(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    rated_on: date,
    scores: Sequence[Score],
    corrects: Rating | None = None,
    error_reason: str = "",
) -> list[Rating]:
    """Record what was rated on one day; with ``corrects``, one score in place of an earlier entry.

    The same form sent again returns the ratings it saved. Raises
    ``PermissionDenied``, ``ValidationError`` by field, ``ChangedMeanwhile`` or
    ``AlreadySaved``; then nothing is saved.
    """
    if not scores:
        raise ValidationError({"scores": "Enter at least one rating."})
    if len(scores) > MOST_SCORES:
        raise ValidationError({"scores": f"Enter at most {MOST_SCORES} ratings at once."})
    if corrects is not None and len(scores) > 1:
        raise ValidationError({"scores": "One rating takes the place of this one; enter one."})
    ratings = [
        Rating(
            patient=patient,
            recorded_by=by,
            form_token=form_token,
            rated_on=rated_on,
            **asdict(score),
        )
        for score in scores
    ]
    saved = enter_all(
        ratings,
        right=Right.RECORD_RATING,
        action="record-rating",
        check=check,
        at_most=MOST_SCORES,
        prepare=complete_as_saved,
        corrects=corrects,
        error_reason=error_reason,
    )
    return list(saved)


def check(rating: Rating) -> None:
    """Complete a named total from what is recorded of its scale, then check the rating.

    Raises ``ValidationError`` by field.
    """
    refuse_days_that_cannot_be(rating.patient, rated_on=rating.rated_on)
    if rating.measure not in Measure.values:
        refuse_built_in(rating)
        complete_scale(rating)
        refuse_scale(rating)
    refuse_value(rating)


def refuse_built_in(rating: Rating) -> None:
    """Raise ``ValidationError`` for a total that is named like a built-in measure."""
    if any(alike(rating.measure, built_in) for built_in in Measure.values):
        sentence = f"{rating.measure} is rated above; a total is that of another scale."
        raise ValidationError({"measure": sentence})


def complete_scale(rating: Rating) -> None:
    """Complete the scale of a named total from the patient's latest total on it.

    Raises ``ValidationError`` if range or better end contradict that total.
    """
    before = last_on_scale(rating)
    if before is None:
        return
    take_scale(rating, before)
    recorded = f"{before.measure} is recorded as {before.range}, {before.better} is better"
    if rating.low != before.low:
        raise ValidationError({"low": f"{recorded}."})
    if rating.high != before.high:
        raise ValidationError({"high": f"{recorded}."})
    if rating.better != before.better:
        raise ValidationError({"better": f"{recorded}."})


def last_on_scale(rating: Rating) -> Rating | None:
    """Return the patient's latest total on a named scale; spellings that look alike are one."""
    known = Rating.objects.of(rating.patient).live().order_by("-pk")
    return next((one for one in known if alike(one.measure, rating.measure)), None)


def take_scale(rating: Rating, before: Rating) -> None:
    """Take over the name of an earlier total's scale, and the range and better end not given."""
    rating.measure = before.measure
    if rating.low is None and rating.high is None:
        rating.low, rating.high = before.low, before.high
    rating.better = rating.better or before.better


def complete_as_saved(sent: Sequence[Rating], saved: Sequence[Rating]) -> None:
    """Complete the named totals of a form sent again, so that they compare with what it saved.

    A scale that the form did not save is completed from the patient's latest total on it.
    """
    for rating in sent if saved else ():
        if rating.measure in Measure.values:
            continue
        as_saved = next((one for one in saved if alike(one.measure, rating.measure)), None)
        if before := as_saved or last_on_scale(rating):
            take_scale(rating, before)


def refuse_scale(rating: Rating) -> None:
    """Raise ``ValidationError`` for a named total without a range or a better end."""
    if rating.low is None:
        raise ValidationError({"low": "Enter the lowest total of this scale."})
    if rating.high is None:
        raise ValidationError({"high": "Enter the highest total of this scale."})
    if not is_a_score(rating.low) or not is_a_score(rating.high) or rating.low >= rating.high:
        raise ValidationError({"high": "The highest total is more than the lowest."})
    if rating.better not in Direction.values:
        raise ValidationError({"better": "Choose which end of this scale is better."})


def refuse_value(rating: Rating) -> None:
    """Raise ``ValidationError`` for a value outside the range of its measure."""
    value, (low, high) = rating.value, rating.range
    is_whole = value == round(value, 0) if value.is_finite() else False
    if not (is_a_score(value) and low <= value <= high) or (rating.measure in CGI and not is_whole):
        raise ValidationError({"value": f"{rating.measure} goes from {low} to {high}."})


def is_a_score(number: Decimal) -> bool:
    """True if the table keeps a number as it is: neither refused nor rounded."""
    is_kept = number.is_finite() and 0 <= number < LIMIT_SCORE
    return is_kept and number == round(number, SCORE_DECIMALS)
