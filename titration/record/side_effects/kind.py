"""What the rest of the house knows of side effects, and of days without any."""

from functools import partial

from patients.web import posting
from patients.web.requests import SignedInRequest
from titration import rules
from titration.record.kind import Answer, Kind
from titration.record.side_effects import actions as side_effects
from titration.record.side_effects.forms import (
    CorrectNoSideEffectsForm,
    CorrectSideEffectForm,
    as_chosen,
)
from titration.record.side_effects.models import SideEffect, SideEffectCheck


def correct_side_effect(request: SignedInRequest, effect: SideEffect) -> Answer:
    """Mark a side effect and record another in its place."""
    form = CorrectSideEffectForm(posting.sent(request), initial=as_chosen(effect))
    record = partial(side_effects.record, patient=effect.patient, by=request.user)
    return form, partial(record, corrects=effect)


def correct_check(request: SignedInRequest, check: SideEffectCheck) -> Answer:
    """Mark a day on which somebody asked and record another in its place."""
    known = {"asked_on": check.asked_on}
    form = CorrectNoSideEffectsForm(posting.sent(request), initial=known)
    record = partial(side_effects.record_none, patient=check.patient, by=request.user)
    return form, partial(record, corrects=check)


KIND = Kind(
    word="side-effects",
    title="Side effect",
    model=SideEffect,
    fact=rules.Effect,
    correct=correct_side_effect,
)
CHECKS = Kind(
    word="side-effect-checks",
    title="Side effects asked",
    model=SideEffectCheck,
    fact=rules.Check,
    correct=correct_check,
)
