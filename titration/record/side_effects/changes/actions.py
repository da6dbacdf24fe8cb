"""Records what became of a side effect: from a day on another severity, or resolved."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError

from patients.access import Right
from patients.actions import entries
from patients.actions.conflicts import ChangedMeanwhile, retried
from patients.models import Account
from titration.record.changing import (
    refuse_before_the_first_day,
    refuse_misfit,
    refuse_out_of_order,
)
from titration.record.entering import enter, refuse_days_that_cannot_be
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect


@retried
def record(
    *,
    effect: SideEffect,
    by: Account,
    form_token: uuid.UUID,
    became: str,
    changed_on: date,
    reported_on: date,
    reported_by: str,
    action_taken: str,
    note: str = "",
    corrects: SideEffectChange | None = None,
    error_reason: str = "",
) -> SideEffectChange:
    """Record that a side effect has another severity from a day on, or resolved.

    If it resolved, ``changed_on`` is its last day. What it was before stays as it is. With
    ``corrects`` the change stands in place of one made in error. The same form sent again
    returns the change it saved. Raises ``PermissionDenied``, ``ValidationError`` by field,
    ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    change = SideEffectChange(
        patient=effect.patient,
        recorded_by=by,
        form_token=form_token,
        effect=effect,
        became=became,
        changed_on=changed_on,
        reported_on=reported_on,
        reported_by=reported_by,
        action_taken=action_taken,
        note=note,
    )
    return enter(
        change,
        right=Right.RECORD_SIDE_EFFECT,
        action="record-side-effect-change",
        check=check,
        corrects=corrects,
        error_reason=error_reason,
    )


def check(change: SideEffectChange) -> None:
    """Raise ``ValidationError``, by field, for days that are not possible beside the others.

    Raises ``ChangedMeanwhile`` if the effect no longer counts.
    """
    effect = SideEffect.objects.get(pk=change.effect_id)
    if not effect.is_live:
        raise ChangedMeanwhile(entries.what_became_of(effect, change.recorded_by))
    days = {"changed_on": change.changed_on, "reported_on": change.reported_on}
    refuse_days_that_cannot_be(change.patient, **days)
    refuse_before_the_first_day(change.changed_on, effect.onset_on, "the onset")
    if change.reported_on < change.changed_on:
        raise ValidationError({"reported_on": "It was reported before it changed; one is wrong."})
    others = list(SideEffectChange.objects.live().filter(effect=effect))
    refuse_out_of_order(change, others, over_on=effect.resolved_on, over="resolved")


def carry_over(old: SideEffect, new: SideEffect) -> None:
    """Record the changes of an effect entered in error anew, of the effect in its place.

    They were of one effect, and so hold of the other; a change that cannot is refused with a
    ``ValidationError``. Runs in the transaction of the caller.
    """
    for change in SideEffectChange.objects.live().filter(effect=old).order_by("changed_on"):
        anew = SideEffectChange(
            patient=new.patient,
            recorded_by=new.recorded_by,
            form_token=uuid.uuid5(new.form_token, str(change.pk)),
            effect=new,
            became=change.became,
            changed_on=change.changed_on,
            reported_on=change.reported_on,
            reported_by=change.reported_by,
            action_taken=change.action_taken,
            note=change.note,
        )
        refuse_misfit(anew, change.in_words, check)
        entries.save(anew, action="record-side-effect-change")
