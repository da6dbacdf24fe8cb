"""What an entry entered in error was meant to say: the form for each kind that can be replaced."""

from collections.abc import Callable
from functools import partial
from typing import Any

from patients import access
from patients.access import Right
from patients.web import posting
from patients.web.posted_form import PostedForm
from patients.web.requests import SignedInRequest
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.forms import CorrectDoseStepForm, as_typed
from titration.record.dose_steps.models import DoseStep
from titration.record.ratings import actions as ratings
from titration.record.ratings.forms import CorrectRatingForm, as_scored
from titration.record.ratings.models import Rating
from titration.record.reviews import actions as reviews
from titration.record.reviews.forms import CorrectReviewForm, as_reviewed
from titration.record.reviews.models import Review
from titration.record.side_effects import actions as side_effects
from titration.record.side_effects.forms import (
    CorrectNoSideEffectsForm,
    CorrectSideEffectForm,
    as_chosen,
)
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments import actions as treatments
from titration.record.treatments.forms import CorrectTreatmentForm, as_given
from titration.record.treatments.models import Treatment

# A form, and the action that takes what it holds.
Answer = tuple[PostedForm, Callable[..., Any]]


def replace_dose_step(request: SignedInRequest, step: DoseStep) -> Answer:
    """Mark a dose step and record another in its place."""
    steps = DoseStep.objects.of(step.patient)
    form = CorrectDoseStepForm(
        posting.sent(request),
        is_first=lambda: not steps.live().filter(starts_on__lt=step.starts_on).exists(),
        was_first=DoseStep.objects.was_first,
        initial=as_typed(step.doses_mg, step.phase, step.starts_on)
        | {"reason": step.reason, "note": step.note, "already_taking": step.already_taking}
        | {"seen": lambda: DoseStep.objects.edition(step.patient)},
    )
    record = partial(dose_steps.record, patient=step.patient, by=request.user)
    return form, partial(record, corrects=step)


def replace_side_effect(request: SignedInRequest, effect: SideEffect) -> Answer:
    """Mark a side effect and record another in its place."""
    form = CorrectSideEffectForm(posting.sent(request), initial=as_chosen(effect))
    record = partial(side_effects.record, patient=effect.patient, by=request.user)
    return form, partial(record, corrects=effect)


def replace_check(request: SignedInRequest, check: SideEffectCheck) -> Answer:
    """Mark a day on which somebody asked and record another in its place."""
    known = {"asked_on": check.asked_on}
    form = CorrectNoSideEffectsForm(posting.sent(request), initial=known)
    record = partial(side_effects.record_none, patient=check.patient, by=request.user)
    return form, partial(record, corrects=check)


def replace_rating(request: SignedInRequest, rating: Rating) -> Answer:
    """Mark a rating and record another in its place."""
    form = CorrectRatingForm(posting.sent(request), initial=as_scored(rating))
    record = partial(ratings.record, patient=rating.patient, by=request.user)
    return form, partial(record, corrects=rating)


def replace_treatment(request: SignedInRequest, treatment: Treatment) -> Answer:
    """Mark another treatment and record one in its place."""
    form = CorrectTreatmentForm(posting.sent(request), initial=as_given(treatment))
    record = partial(treatments.record, patient=treatment.patient, by=request.user)
    return form, partial(record, corrects=treatment)


def replace_review(request: SignedInRequest, review: Review) -> Answer:
    """Mark a review and record another in its place."""
    form = CorrectReviewForm(
        posting.sent(request),
        sets_next=access.may(request.user, review.patient.clinic_id, Right.SET_REVIEW_DATE),
        initial=as_reviewed(review),
    )
    record = partial(reviews.record, patient=review.patient, by=request.user)
    return form, partial(record, corrects=review)


REPLACEMENTS: dict[str, Callable[[SignedInRequest, Any], Answer]] = {
    "dose-steps": replace_dose_step,
    "side-effects": replace_side_effect,
    "side-effect-checks": replace_check,
    "ratings": replace_rating,
    "treatments": replace_treatment,
    "reviews": replace_review,
}
